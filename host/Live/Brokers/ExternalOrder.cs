using System.Globalization;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>An order that works at a broker and that no session on its account looks after: one of a former session, or one made by
/// hand.</summary>
/// <param name="Order">The order as the broker shows it.</param>
/// <param name="Deployment">The deployment whose session made it; null where that was no session that traded here.</param>
/// <param name="Session">The session's number; null where it is not known.</param>
/// <param name="Origin">Who made it, in words that follow the order.</param>
public sealed record ExternalOrder(BrokerOrder Order, string? Deployment, long? Session, string Origin)
{
    /// <summary>On what terms it works, as far as its prices tell.</summary>
    public OrderType Type => (Order.LimitPrice, Order.StopPrice) switch
    {
        (null, null) => OrderType.Market,
        (not null, null) => OrderType.Limit,
        (null, not null) => OrderType.Stop,
        _ => OrderType.StopLimit,
    };

    /// <summary><c>Sell 10 ABC stop 95, of session 1 of trend, which is over</c>.</summary>
    public override string ToString()
    {
        string limit = Order.LimitPrice is { } price ? string.Create(CultureInfo.InvariantCulture, $" limit {price:0.########}") : "";
        string stop = Order.StopPrice is { } trigger ? string.Create(CultureInfo.InvariantCulture, $" stop {trigger:0.########}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Order.Side} {Order.Quantity - Order.Filled:0.########} {Order.Symbol}{limit}{stop}, {Origin}");
    }
}
