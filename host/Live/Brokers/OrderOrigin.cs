namespace StrategyHost.Live.Brokers;

/// <summary>Who made an order that no session on its account looks after.</summary>
/// <param name="Deployment">The deployment whose session made it; null where that was no session that traded here.</param>
/// <param name="Session">The session's number; null where it is not known.</param>
/// <param name="Text">Who made it, in words that follow the order.</param>
internal sealed record OrderOrigin(string? Deployment, long? Session, string Text)
{
    /// <summary>Whether its session is known not to go on, or does not know it: then it may be cancelled.</summary>
    public bool MayBeCancelled { get; init; }
}
