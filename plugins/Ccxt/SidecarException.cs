namespace Ccxt;

/// <summary>What ccxt, or the process that runs it, says when something is not done.</summary>
/// <param name="classes">The classes of ccxt's error, the closest first; none when the process is gone.</param>
/// <param name="message">Its words.</param>
internal sealed class SidecarException(IReadOnlyList<string> classes, string message) : Exception(message)
{
    /// <summary>How long the exchange wants to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the process itself has ended, or does not answer.</summary>
    public bool IsGone => classes.Count == 0;

    /// <summary>Whether the error is of a class of ccxt's.</summary>
    public bool Is(string name) => classes.Contains(name);
}
