using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>What an account's settings say.</summary>
/// <param name="Exchange">ccxt's name of the exchange.</param>
/// <param name="IsSpot">Whether it trades what can be owned; perpetual futures otherwise.</param>
/// <param name="Currency">What prices and cash are in.</param>
/// <param name="IsSandbox">Whether it is the exchange's test network.</param>
/// <param name="Url">A server for tests; null for the exchange's own.</param>
/// <param name="Node">The program that runs JavaScript.</param>
internal sealed record CcxtSettings(string Exchange, bool IsSpot, string Currency, bool IsSandbox, string? Url, string Node)
{
    /// <summary>What becomes of orders that wait for a price.</summary>
    public TriggerOrders Triggers => (Exchange, IsSpot) switch
    {
        ("binance", true) => TriggerOrders.LikeOthers,
        ("bybit", _) => TriggerOrders.ListedApart,
        ("binance", false) or ("okx", _) => TriggerOrders.BecomeOthers,
        _ => TriggerOrders.Untried,
    };

    public static CcxtSettings Of(PluginSettings settings) => new(
        (settings["exchange"]
            ?? throw new BrokerException(BrokerError.Invalid,
                "The plugin ccxt needs the setting exchange, such as binance, okx or bybit.")
            { Field = "exchange" }).Trim()
                .ToLowerInvariant(),
        Choice(settings, "market", "spot", "swap") == "spot",
        settings["currency"] ?? "USDT",
        Choice(settings, "sandbox", "true", "false") == "true",
        settings["url"],
        settings["node"] ?? "node");

    private static string Choice(PluginSettings settings, string name, string usual, string other)
    {
        string chosen = (settings[name] ?? usual).ToLowerInvariant();
        return chosen == usual || chosen == other ? chosen : throw new BrokerException(BrokerError.Invalid,
            $"The setting {name} is '{chosen}', and must be {usual} or {other}.")
        { Field = name };
    }
}
