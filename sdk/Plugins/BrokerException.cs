namespace StrategyHost.Plugins;

/// <summary>A broker, or what stands for one, did not do what it was asked.</summary>
public sealed class BrokerException : Exception
{
    /// <summary>With its kind, and a sentence for the user.</summary>
    /// <param name="error">Why.</param>
    /// <param name="message">What, where, and what to do.</param>
    /// <param name="inner">What caused it; null for nothing.</param>
    public BrokerException(BrokerError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>Why.</summary>
    public BrokerError Error { get; }

    /// <summary>Which field of the request was wrong; null when none is to blame.</summary>
    public string? Field { get; init; }

    /// <summary>How long to wait before asking again; null when the other side did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
