using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>What came of a repair.</summary>
public sealed record RepairReport
{
    /// <summary>Whether there is no journal any more.</summary>
    public bool IsGone { get; init; }

    /// <summary>What was wrong with the journal; null where nothing was, or it is gone.</summary>
    public string? Damage { get; init; }

    /// <summary>Where the damaged journal is kept; null where nothing was changed.</summary>
    public string? Aside { get; init; }

    /// <summary>What was saved of each session, oldest first.</summary>
    public IReadOnlyList<SalvagedSession> Sessions { get; init; } = [];

    /// <summary>The number of the latest session that there was, saved or not.</summary>
    public long Latest { get; init; }

    /// <summary>After how many events the session that has not ended goes on; 0 where it cannot, and was ended; null where nothing of it
    /// is lost, or all have ended.</summary>
    public int? GoesOnAfter { get; init; }

    /// <summary>The time of the last of these events, UTC; null where there is none.</summary>
    public DateTime? GoesOnAt { get; init; }

    /// <summary>Orders that it made after that, as far as they can be read.</summary>
    public IReadOnlyList<string> Lost { get; init; } = [];
}
