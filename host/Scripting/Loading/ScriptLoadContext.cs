using System.Runtime.Loader;

namespace StrategyHost.Scripting.Loading;

/// <summary>Where one script's assembly lives, so that it can go when the script does. Everything that it refers to is the host's own.</summary>
internal sealed class ScriptLoadContext(string name) : AssemblyLoadContext(name, isCollectible: true);
