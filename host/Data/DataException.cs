namespace StrategyHost.Data;

/// <summary>Market data that is missing or malformed. The message says what, where, and what to do.</summary>
public class DataException : Exception
{
    /// <summary>A problem with data.</summary>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>A problem with data that something else caused.</summary>
    public DataException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
