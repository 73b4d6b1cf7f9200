namespace StrategyHost.Engine.Runs;

/// <summary>A run cannot start as it is configured: a parameter has a value that it cannot have, or the settings do not fit the data.</summary>
public sealed class SetupException : Exception
{
    /// <summary>An error without a message.</summary>
    public SetupException()
    {
    }

    /// <summary>An error with a sentence that says what is wrong and what to do.</summary>
    public SetupException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public SetupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
