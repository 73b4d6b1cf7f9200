namespace StrategyHost.Plugins;

/// <summary>Something that a broker says without being asked. The same thing may be said twice, and in another order than it
/// happened.</summary>
/// <param name="Order">An order that has changed; null when it is not about that.</param>
/// <param name="Execution">An execution; null when it is not about that.</param>
public sealed record BrokerReport(BrokerOrder? Order, Execution? Execution)
{
    /// <summary>The subscription stands: from here on nothing is left out.</summary>
    public static BrokerReport Subscribed { get; } = new(null, null);
}
