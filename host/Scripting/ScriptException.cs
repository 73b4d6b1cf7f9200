namespace StrategyHost.Scripting;

/// <summary>A script cannot be used. Its message holds one line for each thing that is wrong.</summary>
public sealed class ScriptException : Exception
{
    /// <summary>An error with a sentence.</summary>
    public ScriptException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a sentence and its cause.</summary>
    public ScriptException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What the compiler found.</summary>
    public ScriptException(IReadOnlyList<ScriptDiagnostic> diagnostics)
        : base(string.Join('\n', diagnostics)) => Diagnostics = diagnostics;

    /// <summary>What the compiler found, in the order of the source; empty when the file could not be read at all.</summary>
    public IReadOnlyList<ScriptDiagnostic> Diagnostics { get; } = [];
}
