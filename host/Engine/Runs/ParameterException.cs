namespace StrategyHost.Engine.Runs;

/// <summary>A parameter was set to something it cannot be, or one was named that the strategy does not have.</summary>
public sealed class ParameterException : Exception
{
    /// <summary>An error without a message.</summary>
    public ParameterException()
    {
    }

    /// <summary>An error with a sentence that says what is wrong and what to do.</summary>
    public ParameterException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public ParameterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
