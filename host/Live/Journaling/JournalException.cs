namespace StrategyHost.Live.Journaling;

/// <summary>A journal that cannot be used, or that does not say what it should. The message says what, where and what to do.</summary>
public sealed class JournalException : Exception
{
    /// <summary>With a message for the user.</summary>
    public JournalException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for the user, and what caused it.</summary>
    public JournalException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
