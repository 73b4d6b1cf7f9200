using StrategyHost.Plugins;

namespace StrategyHost.Live.Journaling;

/// <summary>With what a session begins.</summary>
/// <param name="Cash">Its cash, in the account's currency.</param>
/// <param name="Terms">The deployment file.</param>
/// <param name="Broker">What its broker can do; null where its orders do not go to one.</param>
public sealed record SessionSettings(decimal Cash, string Terms, TradingCapabilities? Broker)
{
    /// <summary>Whether orders go to its broker from the beginning.</summary>
    public bool IsArmed { get; init; }
}
