using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Risk;

/// <summary>What an order, or a change of one, would do if the venue had it: all that the risk rules look at.</summary>
public readonly struct OrderIntent
{
    private readonly decimal ownRemaining;

    private OrderIntent(Market market, Order order, decimal quantity, decimal? limitPrice, decimal? stopPrice, bool isChange)
    {
        Market = market;
        Side = order.Side;
        Type = order.Type;
        Quantity = quantity;
        LimitPrice = limitPrice;
        StopPrice = stopPrice;
        Trail = order.Trail;
        IsReduceOnly = order.IsReduceOnly;
        IsPostOnly = order.IsPostOnly;
        TimeInForce = order.TimeInForce.Kind;
        IsChange = isChange;
        ownRemaining = isChange ? order.Remaining : 0;
        ReferencePrice = limitPrice ?? stopPrice ?? (market.BarsSeen > 0 ? (decimal)market.Bar.Close : null);
    }

    /// <summary>Where it would trade.</summary>
    public Market Market { get; }

    /// <summary>Buy or sell.</summary>
    public Side Side { get; }

    /// <summary>On what terms.</summary>
    public OrderType Type { get; }

    /// <summary>What would still have to be filled.</summary>
    public decimal Quantity { get; }

    /// <summary>The worst price it would accept; null without one.</summary>
    public decimal? LimitPrice { get; }

    /// <summary>The price that would trigger it; null without one.</summary>
    public decimal? StopPrice { get; }

    /// <summary>How far its stop trails the price; null for orders that do not trail.</summary>
    public Trail? Trail { get; }

    /// <summary>Whether the venue lets it do nothing but reduce a position.</summary>
    public bool IsReduceOnly { get; }

    /// <summary>Whether it is rejected rather than take liquidity.</summary>
    public bool IsPostOnly { get; }

    /// <summary>How long it works.</summary>
    public TimeInForceKind TimeInForce { get; }

    /// <summary>Whether it changes an order that works already.</summary>
    public bool IsChange { get; }

    /// <summary>The price to judge it by: its own limit or stop, or the latest price; null when there is none.</summary>
    public decimal? ReferencePrice { get; }

    /// <summary>Quantity × reference price × multiplier, in the account's currency; 0 without a reference price.</summary>
    public decimal Notional => Market.ValueOf(Quantity, ReferencePrice ?? 0);

    /// <summary>Units held now, negative for short.</summary>
    public decimal PositionBefore => Market.Position.Quantity;

    /// <summary>The position if this and every working order on its side were filled whole, and none on the other side.</summary>
    public decimal WorstPosition => IsReduceOnly ? PositionBefore : Side == Side.Buy
        ? PositionBefore + Market.OpenToBuy - ownRemaining + Quantity
        : PositionBefore - (Market.OpenToSell - ownRemaining) - Quantity;

    /// <summary>Whether the worst that it can do is to make the position smaller, without turning it around.</summary>
    public bool OnlyShrinks => IsReduceOnly || (Side == Side.Buy
        ? PositionBefore < 0 && WorstPosition <= 0
        : PositionBefore > 0 && WorstPosition >= 0);

    /// <summary>Whether it makes the position smaller, or closes it, if no other order of its side fills before it.</summary>
    public bool Closes => IsReduceOnly || (Quantity > 0 && Quantity <= Closable);

    /// <summary>Whether it closes, and the position could not become larger than it is, whatever other orders do.</summary>
    public bool NeverEnlarges => OnlyShrinks || (Closes && Math.Abs(WorstPosition) <= Math.Abs(PositionBefore));

    /// <summary>How much of the position an order of its side can close.</summary>
    private decimal Closable => Side == Side.Buy ? -PositionBefore : PositionBefore;

    /// <summary>The part of a reversal that closes the position, less what other orders are about to close of it; 0 for an order that is no
    /// reversal.</summary>
    public decimal ClosingHalf
    {
        get
        {
            decimal underWay = Side == Side.Buy ? Market.OpenToBuy : Market.OpenToSell;
            decimal half = Closable - underWay;
            return !IsReduceOnly && half > 0 && half < Quantity ? half : 0;
        }
    }

    /// <summary>
    /// The sum of the absolute values of all positions, each at its largest if working orders of one side, this one
    /// included, were filled.
    /// </summary>
    public decimal GrossExposureAfter(MarketList markets)
    {
        decimal gross = 0;
        foreach (var market in markets) gross += market.LargestExposure;
        decimal own = Market.LargestExposure;
        decimal ownAfter = Market.ValueOf(Math.Abs(WorstPosition), ReferencePrice ?? 0);
        return gross + Math.Max(own, ownAfter) - own;
    }

    /// <summary>What a new order would do.</summary>
    public static OrderIntent Of(Order order, Market market) =>
        new(market, order, order.Quantity, order.LimitPrice, order.StopPrice, isChange: false);

    /// <summary>What a working order would do with new terms. The quantity is the new whole one.</summary>
    public static OrderIntent OfChange(Order order, Market market, decimal quantity, decimal? limitPrice, decimal? stopPrice) =>
        new(market, order, quantity - order.Filled, limitPrice, stopPrice, isChange: true);
}
