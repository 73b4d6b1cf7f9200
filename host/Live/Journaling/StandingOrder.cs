namespace StrategyHost.Live.Journaling;

/// <summary>An order that can still fill.</summary>
/// <param name="Id">Its number within the session.</param>
/// <param name="Submitted">When it was made, in the session's time, UTC.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Quantity">The whole quantity.</param>
/// <param name="Symbol">The instrument's symbol.</param>
/// <param name="Type">On what terms.</param>
/// <param name="LimitPrice">The worst price that it accepts; null without a limit.</param>
/// <param name="StopPrice">The price that triggers it; null without a stop.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Filled">The quantity filled so far.</param>
public sealed record StandingOrder(
    long Id, DateTime Submitted, string Side, decimal Quantity, string Symbol, string Type, decimal? LimitPrice, decimal? StopPrice,
    string Status, decimal Filled)
{
    /// <summary>How long it works; null where an earlier host did not say.</summary>
    public string? TimeInForce { get; init; }

    /// <summary>The strategy's own word for it; null for none.</summary>
    public string? Tag { get; init; }

    /// <summary>An order as it is now.</summary>
    public static StandingOrder Of(Order order) => new(
        order.Id, order.Submitted, order.Side.ToString(), order.Quantity, order.Symbol, order.Type.ToString(), order.LimitPrice,
        order.StopPrice, order.Status.ToString(), order.Filled)
    {
        TimeInForce = order.TimeInForce.ToString(),
        Tag = order.Tag,
    };
}
