namespace StrategyHost;

/// <summary>How much a line of the log matters.</summary>
public enum LogLevel
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Deserves a look.</summary>
    Warning,

    /// <summary>Is wrong.</summary>
    Error,
}
