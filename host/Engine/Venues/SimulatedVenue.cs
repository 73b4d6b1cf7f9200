using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Venues.Fills;

namespace StrategyHost.Engine.Venues;

/// <summary>
/// The market of a backtest. Orders act in the order of their submission, each whole, and only on bars that began at
/// or after the moment they were made: no price of the event that caused an order can fill it.
/// </summary>
public sealed class SimulatedVenue : IVenue
{
    private readonly Account account;
    private readonly FillTiming timing;
    private readonly Commission commission;
    private readonly Slippage slippage;
    private readonly bool checksCash;
    private readonly IVenueReports reports;
    private readonly List<WorkingOrder> working = [];

    /// <summary>A venue without orders.</summary>
    /// <param name="account">The account that pays.</param>
    /// <param name="timing">Which price market orders get.</param>
    /// <param name="commission">What a fill costs.</param>
    /// <param name="slippage">How much worse a taking order trades.</param>
    /// <param name="checksCash">Whether a buy that the account cannot pay for is rejected.</param>
    /// <param name="reports">Who hears what becomes of orders.</param>
    public SimulatedVenue(Account account, FillTiming timing, Commission commission, Slippage slippage, bool checksCash, IVenueReports reports)
    {
        this.account = account;
        this.timing = timing;
        this.commission = commission;
        this.slippage = slippage;
        this.checksCash = checksCash;
        this.reports = reports;
    }

    /// <inheritdoc/>
    public void Submit(Order order, Market market)
    {
        var resting = new WorkingOrder(order, market);
        if (order is { TimeInForce: TimeInForce.Day, Type: not OrderType.Market } && market.Calendar.SessionAt(order.Submitted) is { } session)
            resting.ExpiresAfter = session.Close;
        working.Add(resting);
        reports.Accepted(order);
    }

    /// <inheritdoc/>
    public void Cancel(Order order)
    {
        working.RemoveAll(w => w.Order == order);
        reports.Cancelled(order);
    }

    /// <inheritdoc/>
    public void Replace(Order order, decimal quantity, decimal? limitPrice, decimal? stopPrice)
    {
        reports.Replaced(order, quantity, limitPrice, stopPrice);
        working.Find(w => w.Order == order)?.TakeTerms();
    }

    /// <inheritdoc/>
    public void Work(DateTime time, ReadOnlySpan<Market> updated)
    {
        if (working.Count == 0) return;
        for (int i = 0; i < working.Count; i++)
        {
            var order = working[i];
            ref readonly var bar = ref order.Market.Bar;
            bool actsNow = updated.Contains(order.Market) && bar.Start >= order.Order.Submitted;
            if (!actsNow) continue;
            if (HasExpired(order, bar)) reports.Expired(order.Order, "its day was over");
            else if (IsForTheClose(order)) continue;
            else if (BarFills.On(order, bar) is { } execution) Execute(order, execution, bar, time);
        }

        working.RemoveAll(static w => !w.Order.IsOpen);
    }

    /// <inheritdoc/>
    public void WorkAtClose(DateTime time, ReadOnlySpan<Market> updated)
    {
        if (timing != FillTiming.Close || working.Count == 0) return;
        for (int i = 0; i < working.Count; i++)
        {
            var order = working[i];
            if (!IsForTheClose(order) || !updated.Contains(order.Market)) continue;
            var execution = new Execution(order.Market.Bar.Close, BarFills.Unlimited(order.IsBuy), Liquidity.Taker);
            Execute(order, execution, order.Market.Bar, time);
        }

        working.RemoveAll(static w => !w.Order.IsOpen);
    }

    private bool IsForTheClose(WorkingOrder order) => timing == FillTiming.Close && order.Order.Type == OrderType.Market;

    private static bool HasExpired(WorkingOrder order, in Bar bar)
    {
        if (order.Order.TimeInForce != TimeInForce.Day || order.Order.Type == OrderType.Market) return false;
        if (order.ExpiresAfter is { } close) return bar.End > close;
        var date = order.Market.Calendar.DateOf(bar.End);
        order.ExpiresAfterDate ??= date;
        return date > order.ExpiresAfterDate;
    }

    private void Execute(WorkingOrder working, Execution execution, in Bar bar, DateTime time)
    {
        var order = working.Order;
        var instrument = working.Market.Instrument;
        decimal undisturbed = ExactPrice(working, execution.Price);
        decimal price = execution.Liquidity == Liquidity.Taker ? Slipped(working, execution, bar, undisturbed) : undisturbed;
        decimal quantity = order.Remaining;
        decimal charge = commission.Of(quantity, price, instrument.Multiplier);
        decimal value = quantity * price * instrument.Multiplier;
        if (checksCash && order.Side == Side.Buy && value + charge > account.Portfolio.Cash)
        {
            reports.Rejected(order, string.Create(CultureInfo.InvariantCulture,
                $"insufficient cash: the fill needs {value + charge:0.00} {account.Portfolio.Currency}, the account has {account.Portfolio.Cash:0.00}"));
            return;
        }

        decimal cost = Math.Abs(price - undisturbed) * quantity * instrument.Multiplier;
        reports.Filled(order, new Fill(order.Id, time, order.Symbol, order.Side, quantity, price, charge, cost, execution.Liquidity));
    }

    private decimal Slipped(WorkingOrder working, Execution execution, in Bar bar, decimal undisturbed)
    {
        double distance = slippage.Of(execution.Price, working.Market.Instrument);
        if (distance == 0) return undisturbed;
        double slipped = working.IsBuy
            ? Math.Min(execution.Price + distance, Math.Min(bar.High, execution.Worst))
            : Math.Max(execution.Price - distance, Math.Max(bar.Low, execution.Worst));
        return OnGrid(ExactPrice(working, slipped), working, bar);
    }

    /// <summary>An order's own price is exact already; a price of the data is what its 15 significant digits say.</summary>
    private static decimal ExactPrice(WorkingOrder working, double price)
    {
        if (price == working.Limit) return working.Order.LimitPrice!.Value;
        return price == working.Stop ? working.Order.StopPrice!.Value : (decimal)price;
    }

    /// <summary>The next price on the instrument's grid that is not better, unless that leaves the bar's range.</summary>
    private static decimal OnGrid(decimal price, WorkingOrder working, in Bar bar)
    {
        decimal tick = working.Market.Instrument.TickSize;
        if (tick == 0) return price;
        decimal worse = working.IsBuy ? Math.Ceiling(price / tick) * tick : Math.Floor(price / tick) * tick;
        double limit = working.IsBuy ? Math.Min(bar.High, double.IsNaN(working.Limit) ? bar.High : working.Limit)
            : Math.Max(bar.Low, double.IsNaN(working.Limit) ? bar.Low : working.Limit);
        bool staysInside = working.IsBuy ? (double)worse <= limit : (double)worse >= limit;
        return staysInside ? worse : price;
    }
}
