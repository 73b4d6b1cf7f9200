namespace StrategyHost.Live.Journaling;

/// <summary>A journal that cannot be used, or that does not say what it should. The message says what, where and what to do.</summary>
public sealed class JournalException : Exception
{
    /// <summary>With a message for the user.</summary>
    public JournalException(string message)
        : base(message)
    {
    }

    /// <summary>A journal that cannot be read any more.</summary>
    /// <param name="path">The journal, in the folder of its deployment's state.</param>
    /// <param name="inner">What came of reading it.</param>
    internal static JournalException Damaged(string path, Exception inner) => new(
        $"The journal {path} is damaged: {inner.Message.TrimEnd('.')}. Nothing is traded without it; "
            + $"{WayOn(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))!)}", inner)
    { IsDamage = true };

    /// <summary>Whether the journal does not hold any more what was written.</summary>
    public bool IsDamage { get; init; }

    /// <summary>What to do about a deployment whose state cannot be read any more.</summary>
    internal static string WayOn(string deployment) =>
        $"'strategyhost state repair {deployment}' saves what can be read of it, or 'strategyhost state archive {deployment}' puts the "
            + $"deployment's state aside, and its next start begins anew.";

    /// <summary>With a message for the user, and what caused it.</summary>
    public JournalException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
