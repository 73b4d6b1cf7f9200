using System.Text.Json;
using StrategyHost;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>What ccxt says that an exchange can do, in the sdk's words.</summary>
/// <param name="has">ccxt's map of methods.</param>
/// <param name="features">ccxt's description of one kind of market's features.</param>
internal sealed class ExchangeAbilities(JsonElement has, JsonElement features)
{
    /// <summary>Exchanges at which a changed order stays the same order.</summary>
    private static readonly string[] Amending = ["okx", "bybit"];

    /// <summary>Whether orders can be made, ended and followed; there is market data alone otherwise.</summary>
    public bool CanTrade => Has("createOrder") && Has("cancelOrder") && Has("fetchOpenOrders") && Has("fetchMyTrades");

    /// <summary>Whether ccxt has a method here.</summary>
    public bool Has(string method) => has.At(method).ValueKind is JsonValueKind.True or JsonValueKind.String;

    /// <summary>What its market data can do.</summary>
    public MarketDataCapabilities MarketData() => new()
    {
        Bars = Has("fetchOHLCV"),
        Quotes = Has("watchBidsAsks") || Has("watchTicker"),
        Trades = Has("watchTrades"),
        Depth = Has("watchOrderBook"),
        History = Has("fetchOHLCV"),
        Snapshots = Has("fetchTicker"),
        ListsInstruments = true,
    };

    /// <summary>What its trading can do.</summary>
    public TradingCapabilities Trading(CcxtSettings settings) => new()
    {
        OrderTypes = settings.Triggers != TriggerOrders.Untried
            ? [OrderType.Market, OrderType.Limit, OrderType.Stop, OrderType.StopLimit] : [OrderType.Market, OrderType.Limit],
        TimesInForce =
        [
            TimeInForceKind.GoodTillCancelled,
            .. IsTimeInForce("IOC") ? new[] { TimeInForceKind.ImmediateOrCancel } : [],
            .. IsTimeInForce("FOK") ? new[] { TimeInForceKind.FillOrKill } : [],
        ],
        AmendsOrders = Amending.Contains(settings.Exchange),
        StreamsReports = Has("watchOrders") && Has("watchMyTrades"),
        PositionsCostCash = settings.IsSpot,
        SellsShort = !settings.IsSpot,
        TakesPostOnly = IsTimeInForce("PO"),
    };

    private bool IsTimeInForce(string name) => features.At("createOrder").At("timeInForce").Flag(name);
}
