using System.Globalization;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Accounts;

/// <summary>
/// Applies splits and dividends before the first bar of their ex-date is worked. A split turns each share into several: the
/// position, its average price, open lots and resting orders follow, and what is no whole share is paid in cash at the
/// bar's open. A dividend is paid in cash, by short positions too, and lowers resting buy limits and sell stops by its amount.
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
    public CorporateActions(MarketList markets, Account account, OrderStore store, IReadOnlyList<StrategyBook> books, IVenue venue, FillProcessor fills, Log log)
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
    /// <param name="rescale">Rescales what has been kept of a market's prices: those before are to be multiplied by the first number, volumes by the second.</param>
    public void Apply(ReadOnlySpan<Market> updated, Action<Market, double, double> rescale)
    {
        foreach (var market in updated)
        {
            while (schedule.Next(market) is { } action)
            {
                if (action.Kind == CorporateActionKind.Split) Split(market, action);
                else Pay(market, action);
                var (prices, volumes) = ActionSchedule.ScaleOf(action, market);
                rescale(market, prices, volumes);
            }
        }
    }

    private void Split(Market market, CorporateAction action)
    {
        decimal ratio = action.Value;
        var position = market.Position;
        decimal unit = Math.Min(market.Instrument.LotSize, 1);
        decimal open = (decimal)market.Bar.Open * market.PointValue;
        decimal whole = 0;
        decimal fraction = 0;
        foreach (var owner in books)
        {
            var held = owner.Portfolio[market.Instrument.Symbol];
            decimal wholeHeld = Math.Truncate(held.Quantity * ratio / unit) * unit;
            decimal left = (held.Quantity * ratio) - wholeHeld;
            if (owner.IsShared) held.Split(ratio, wholeHeld);
            owner.Adjust(left * open);
            whole += wholeHeld;
            fraction += left;
        }

        position.Split(ratio, whole);
        fills.RoundTrips.Split(market, ratio, Math.Abs(fraction));
        account.Adjust(market, fraction * open);
        foreach (var order in OrdersOf(market))
        {
            decimal remaining = Math.Truncate(order.Remaining * ratio / unit) * unit;
            order.ScaleDistances(1 / ratio);
            Change(order, market, order.Filled + Math.Max(remaining, unit), order.LimitPrice / ratio, order.StopPrice / ratio);
        }

        log.Info(string.Create(CultureInfo.InvariantCulture, $"{market.Instrument.Symbol} split {ratio:0.######} for 1; {position.Quantity} are held."));
    }

    private void Pay(Market market, CorporateAction action)
    {
        decimal paid = market.Position.Quantity * action.Value * market.PointValue;
        account.BookDividend(market, paid);
        foreach (var owner in books) owner.Adjust(owner.Portfolio[market.Instrument.Symbol].Quantity * action.Value * market.PointValue);
        foreach (var order in OrdersOf(market))
        {
            decimal? limit = order.Side == Side.Buy ? order.LimitPrice - action.Value : order.LimitPrice;
            decimal? stop = order.Side == Side.Sell ? order.StopPrice - action.Value : order.StopPrice;
            if ((limit, stop) != (order.LimitPrice, order.StopPrice) && limit is not <= 0 && stop is not <= 0) Change(order, market, order.Quantity, limit, stop);
        }

        if (paid != 0) log.Info(string.Create(CultureInfo.InvariantCulture, $"{market.Instrument.Symbol} paid a dividend of {action.Value}: {paid:0.00}."));
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
