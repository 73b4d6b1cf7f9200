namespace StrategyHost.Engine.Orders;

/// <summary>What of a run stays in memory after its end: orders that have ended, fills and round trips.</summary>
/// <param name="Latest">How many of each stay at least, above 0; up to twice as many do.</param>
/// <param name="Linked">For how long an order stays at least that others wait for or are linked with, by the run's time, after the latest
/// of them has ended: a fill that is told late still acts on the others.</param>
public sealed record Retention(int Latest, TimeSpan Linked)
{
    /// <summary>What a session keeps.</summary>
    public static Retention OfSession { get; } = new(1000, TimeSpan.FromMinutes(10));

    /// <summary>Whether all orders, fills and round trips stay in the result, as when a session is handled again to be read. What is
    /// decided is the same.</summary>
    public bool KeepsResult { get; init; }
}
