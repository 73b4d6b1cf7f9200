using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Scripting.Caching;

/// <summary>A compiled script, ready to be loaded or kept.</summary>
/// <param name="Form">What kind of script it is.</param>
/// <param name="EntryType">The name of the type to start from.</param>
/// <param name="Loaded">The files that it loads, with the hash of each.</param>
/// <param name="Libraries">The assemblies from elsewhere that it needs, with the hash of each.</param>
/// <param name="Assembly">The assembly.</param>
/// <param name="Symbols">Its portable symbols.</param>
internal sealed record ScriptImage(ScriptForm Form, string EntryType, IReadOnlyList<LoadedFile> Loaded, IReadOnlyList<LoadedFile> Libraries,
    byte[] Assembly, byte[] Symbols)
{
    /// <summary>Whether it is made of its own text alone.</summary>
    public bool LoadsNothing => Loaded.Count == 0 && Libraries.Count == 0;
}
