using StrategyHost.Scripting.Packages;

namespace StrategyHost.Scripting.Compilation;

/// <summary>What a script is made of besides its own text.</summary>
/// <param name="folder">The script's folder.</param>
/// <param name="trust">Code from elsewhere that it may use.</param>
internal sealed class ScriptParts(string folder, ScriptTrust trust)
{
    /// <summary>The files that it loads.</summary>
    public ConfinedFileResolver Files { get; } = new(folder);

    /// <summary>The assemblies that it refers to.</summary>
    public LibraryResolver Libraries { get; } = new(folder, trust);
}
