using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Orders;

namespace StrategyHost.Engine.Runs.Live;

/// <summary>A running session, to be looked at between two events.</summary>
public sealed class LiveView
{
    private readonly Clock clock;
    private readonly OrderBook book;

    internal LiveView(Clock clock, OrderBook book, Account account)
    {
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

    /// <summary>The account.</summary>
    public Account Account { get; }
}
