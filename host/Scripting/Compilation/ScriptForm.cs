namespace StrategyHost.Scripting.Compilation;

/// <summary>How a file says its strategy.</summary>
internal enum ScriptForm
{
    /// <summary>Its top-level code is the strategy.</summary>
    TopLevel,

    /// <summary>A class in it derives from <see cref="Strategy"/>.</summary>
    Class,
}
