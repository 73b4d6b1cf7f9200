namespace StrategyHost.Live.Journaling;

/// <summary>How much of a session fits together: its first events, and all that it did on them.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Outcomes">How much it did on them.</param>
/// <param name="Calls">How many calls of its strategy were made for that.</param>
internal sealed record SessionFit(int Events, int Outcomes, long Calls)
{
    /// <summary>Nothing fits.</summary>
    public static SessionFit None { get; } = new(0, 0, 0);
}
