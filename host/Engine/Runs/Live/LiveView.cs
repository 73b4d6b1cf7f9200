using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Engine.Runs.Live;

/// <summary>A running session, to be looked at between two events.</summary>
public sealed class LiveView
{
    private readonly Clock clock;
    private readonly OrderBook book;

    private readonly BrokerVenue? broker;

    internal LiveView(Clock clock, OrderBook book, Account account, RiskEngine risk, BrokerVenue? broker)
    {
        Risk = risk;
        this.broker = broker;
        this.clock = clock;
        this.book = book;
        Account = account;
    }

    /// <summary>The session's time, UTC.</summary>
    public DateTime Time => clock.UtcNow;

    /// <summary>All orders so far.</summary>
    public IReadOnlyList<Order> Orders => book.Orders;

    /// <summary>The orders that can still fill.</summary>
    public IReadOnlyList<Order> OpenOrders => book.Open;

    /// <summary>All fills so far.</summary>
    public IReadOnlyList<Fill> Fills => book.Fills;

    /// <summary>What lets orders through, or does not.</summary>
    public RiskEngine Risk { get; }

    /// <summary>What has been wanted of the broker since this was asked last; nothing where orders do not go to one.</summary>
    public IReadOnlyList<BrokerCall> TakeCalls() => broker?.TakeCalls() ?? [];

    /// <summary>The account.</summary>
    public Account Account { get; }
}
