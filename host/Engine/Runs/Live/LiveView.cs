using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Results;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Engine.Runs.Live;

/// <summary>A running session, to be looked at between two events.</summary>
public sealed class LiveView
{
    private readonly Clock clock;
    private readonly OrderStore store;
    private readonly TradingRun run;
    private readonly MarketList markets;
    private readonly BrokerVenue? broker;
    private readonly RoundTrips roundTrips;

    internal LiveView(TradingRun run, RunOrders orders, MarketList markets, (Account Account, RiskEngine Risk) account, Clock clock)
    {
        this.run = run;
        this.markets = markets;
        this.clock = clock;
        store = orders.Store;
        roundTrips = orders.RoundTrips;
        broker = orders.Venue as BrokerVenue;
        (Account, Risk) = account;
    }

    /// <summary>The session's time, UTC.</summary>
    public DateTime Time => clock.UtcNow;

    /// <summary>The orders that are in memory, oldest first: those that can still fill, and the latest of those that have ended. Whatever
    /// was made or has ended on the latest event is among them.</summary>
    public IReadOnlyList<Order> Orders => store.Orders;

    /// <summary>How many orders have been made so far: the number of the latest.</summary>
    public int OrdersMade => store.Made;

    /// <summary>How many of them were denied.</summary>
    public int OrdersDenied => store.Denied;

    /// <summary>The place in <see cref="Orders"/> of the first order with a number above one.</summary>
    public int OrdersAfter(long number) => store.IndexAfter(number);

    /// <summary>An order that is in memory, by its number; null when there is none.</summary>
    public Order? FindOrder(long number) => store.Find(number);

    /// <summary>The orders that can still fill.</summary>
    public IReadOnlyList<Order> OpenOrders => store.Open;

    /// <summary>The fills; the latest are in memory, those of the latest event among them.</summary>
    public Recent<Fill> Fills => store.Fills;

    /// <summary>What was opened and closed again, in the order of closing; the latest are in memory, those of the latest event among
    /// them.</summary>
    public Recent<RoundTrip> RoundTrips => roundTrips.Closed;

    /// <summary>By whose trading days its days are counted.</summary>
    public TradingCalendar Calendar => run.Equity.Calendar;

    /// <summary>What lets orders through, or does not.</summary>
    public RiskEngine Risk { get; }

    /// <summary>Takes what has been wanted of the broker since this was asked last; nothing where orders do not go to one.</summary>
    public IReadOnlyList<BrokerCommand> TakeCommands() => broker?.TakeCommands() ?? [];

    /// <summary>The account.</summary>
    public Account Account { get; }

    /// <summary>The account's worth after every event.</summary>
    public EquityCurve Equity => run.Equity;

    /// <summary>Until when it is armed, UTC; null for as long as nobody disarms it.</summary>
    public DateTime? ArmedUntil => run.ArmedUntil;

    /// <summary>Why the strategy is not called any more; null while it is.</summary>
    public string? Fault => run.Fault;

    /// <summary>Whether positions are being closed.</summary>
    public bool IsFlattening => run.IsFlattening;

    /// <summary>When the next handler of <c>Every</c> or <c>At</c> is due, UTC; null for never.</summary>
    public DateTime? NextTimer => run.NextTimer;

    /// <summary>The latest time of a handler of <c>Every</c> or <c>At</c> that has come by an instant and has not run, UTC; null when
    /// nothing is due.</summary>
    public DateTime? LatestTimer(DateTime utc) => run.LatestTimer(utc);

    /// <summary>When the newest price was true, UTC; null before the first.</summary>
    public DateTime? NewestPrice
    {
        get
        {
            DateTime? newest = null;
            foreach (var market in markets)
            {
                if (market.BarsSeen > 0 && !(market.Bar.End <= newest)) newest = market.Bar.End;
            }

            return newest;
        }
    }
}
