namespace StrategyHost.Live.Journaling;

/// <summary>What was saved of a session from a damaged journal.</summary>
/// <param name="Session">Its number.</param>
/// <param name="Events">How many of its events, from the first on.</param>
/// <param name="Outcomes">How much of what it did on them.</param>
public sealed record SalvagedSession(long Session, int Events, int Outcomes)
{
    /// <summary>Whether it was over.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether all of its events were saved.</summary>
    public bool HasAllEvents { get; init; }

    /// <summary>Whether all that it did was saved.</summary>
    public bool HasAllOutcomes { get; init; }

    /// <summary>Whether all else that it needs to be taken up was saved: its markets, versions of its script, and calls that
    /// failed.</summary>
    public bool HasAllElse { get; init; }

    /// <summary>Whether nothing of it is lost.</summary>
    public bool IsWhole => HasAllEvents && HasAllOutcomes && HasAllElse;
}
