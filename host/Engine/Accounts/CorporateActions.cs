using System.Globalization;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Accounts;

/// <summary>
/// Applies splits and dividends before the first bar of their ex-date is worked. A split turns each share into several: the
/// position, its average price, open lots and resting orders follow. What is no whole share is closed in cash at the bar's
/// open; orders of which no whole share is left, such as exits from a position that is gone, are cancelled. A dividend is paid in cash, by
/// short positions too, and lowers resting buy limits and sell stops by its amount.
/// </summary>
public sealed class CorporateActions
{
    private readonly Account account;
    private readonly OrderStore store;
    private readonly IReadOnlyList<StrategyBook> books;
    private readonly IVenue venue;
    private readonly FillProcessor fills;
    private readonly Log log;
    private readonly ActionSchedule schedule;

    /// <summary>The actions of all markets.</summary>
    public CorporateActions(MarketList markets, Account account, OrderStore store, IReadOnlyList<StrategyBook> books, IVenue venue,
        FillProcessor fills, Log log)
    {
        this.account = account;
        this.store = store;
        this.books = books;
        this.venue = venue;
        this.fills = fills;
        this.log = log;
        schedule = new ActionSchedule(markets);
    }

    /// <summary>Nothing is due on bars that end at this time or earlier, in UTC ticks.</summary>
    public long NextTime => schedule.NextTime;

    /// <summary>Applies what is due on the markets that have a new bar.</summary>
    /// <param name="updated">The markets.</param>
    /// <param name="rescale">Rescales what has been kept of a market's prices.</param>
    public void Apply(ReadOnlySpan<Market> updated, Action<Market, PriceScale> rescale)
    {
        foreach (var market in updated)
        {
            while (schedule.Next(market) is { } action)
            {
                if (action.Kind == CorporateActionKind.Split) Split(market, action);
                else Pay(market, action);
                rescale(market, ActionSchedule.ScaleOf(action, market.CloseBefore));
            }
        }
    }

    private void Split(Market market, CorporateAction action)
    {
        decimal ratio = action.Value;
        decimal unit = Math.Min(market.Instrument.LotSize, 1);
        var orders = OrdersOf(market).Select(o => (Order: o, Remaining: RemainingOf(o, market, ratio, unit))).ToList();
        SplitPosition(market, ratio, unit);
        foreach (var (order, remaining) in orders)
        {
            if (!order.IsOpen) continue;
            order.ScaleDistances(1 / ratio);
            if (remaining > 0) Change(order, market, order.Filled + remaining, order.LimitPrice / ratio, order.StopPrice / ratio);
            else End(order,
                HeldBy(order, market) == 0 ? "the split left no position for it to close" : "the split left no whole unit of it");
        }

        log.Info(string.Create(CultureInfo.InvariantCulture,
            $"{market.Instrument.Symbol} split {ratio:0.######} for 1; {market.Position.Quantity} are held."));
    }

    private void SplitPosition(Market market, decimal ratio, decimal unit)
    {
        decimal price = (decimal)market.Bar.Open;
        decimal whole = 0;
        decimal fraction = 0;
        foreach (var owner in books)
        {
            var held = owner.Portfolio[market.Instrument.Symbol];
            decimal wholeHeld = WholeUnits(held.Quantity * ratio, unit);
            decimal left = (held.Quantity * ratio) - wholeHeld;
            if (owner.IsShared) held.Split(ratio, wholeHeld, price);
            owner.Adjust(market.ValueOf(left, price));
            whole += wholeHeld;
            fraction += left;
        }

        market.Position.Split(ratio, whole, price);
        fills.RoundTrips.Split(market, ratio);
        if (fraction != 0)
        {
            var side = fraction > 0 ? Side.Sell : Side.Buy;
            fills.RoundTrips.Book(market, new Fill(OrderId: 0, market.Bar.End, market.Instrument.Symbol, side, Math.Abs(fraction), price,
                Commission: 0, Slippage: 0, Liquidity.Taker));
        }

        account.Adjust(market, market.ValueOf(fraction, price));
    }

    /// <summary>
    /// What a split makes of the rest of an order. The part that closes a position and the part that opens one are counted in
    /// whole units each, so that an exit never closes more than is held, and never opens anything.
    /// </summary>
    private static decimal RemainingOf(Order order, Market market, decimal ratio, decimal unit)
    {
        decimal held = HeldBy(order, market);
        decimal closable = order.Status == OrderStatus.PendingSubmit ? 0 : Math.Max(0, order.Side == Side.Buy ? -held : held);
        decimal closing = Math.Min(order.Remaining, closable);
        if (order.IsReduceOnly && closing > 0 && WholeUnits(closable * ratio, unit) == 0) return 0;
        return WholeUnits(closing * ratio, unit) + WholeUnits((order.Remaining - closing) * ratio, unit);
    }

    private static decimal HeldBy(Order order, Market market) => (order.Holding ?? market.Position).Quantity;

    private static decimal WholeUnits(decimal quantity, decimal unit) => Math.Truncate(quantity / unit) * unit;

    private void Pay(Market market, CorporateAction action)
    {
        decimal paid = market.Position.Quantity * action.Value * market.PointValue;
        account.BookDividend(market, paid);
        fills.RoundTrips.Pay(market, action.Value * market.PointValue);
        foreach (var owner in books) owner.Adjust(owner.Portfolio[market.Instrument.Symbol].Quantity * action.Value * market.PointValue);
        foreach (var order in OrdersOf(market))
        {
            decimal? limit = order.Side == Side.Buy ? order.LimitPrice - action.Value : order.LimitPrice;
            decimal? stop = order.Side == Side.Sell ? order.StopPrice - action.Value : order.StopPrice;
            if ((limit, stop) != (order.LimitPrice, order.StopPrice) && limit is not <= 0 && stop is not <= 0)
                Change(order, market, order.Quantity, limit, stop);
        }

        if (paid != 0)
            log.Info(string.Create(CultureInfo.InvariantCulture,
                $"{market.Instrument.Symbol} paid a dividend of {action.Value}: {paid:0.00}."));
    }

    private void End(Order order, string reason)
    {
        log.Warning(string.Create(CultureInfo.InvariantCulture,
            $"Order {order.Id} {order.Side} {order.Remaining} {order.Symbol} was cancelled: {reason}."));
        if (order.Status == OrderStatus.PendingSubmit) fills.Cancelled(order, reason);
        else venue.CancelContingent(order, reason);
    }

    private Order[] OrdersOf(Market market) => [.. store.Open.Where(o => o.Symbol == market.Instrument.Symbol)];

    private void Change(Order order, Market market, decimal quantity, decimal? limit, decimal? stop)
    {
        decimal tick = market.Instrument.TickSize;
        limit = TickGrid.Limit(limit, order.Side, tick);
        stop = TickGrid.Stop(stop, order.Side, tick);
        if (order.Status == OrderStatus.PendingSubmit) store.Replace(order, quantity, limit, stop);
        else venue.Replace(order, quantity, limit, stop);
    }
}
