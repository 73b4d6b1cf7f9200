using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Orders;

/// <summary>Whatever a venue reports, orders move only as the table of their life allows; the rest is logged and ignored.</summary>
public sealed class OrderStoreTests
{
    private readonly List<string> lines = [];
    private readonly OrderStore store;
    private readonly FillProcessor fills;

    public OrderStoreTests()
    {
        var series = Bars.Flat(100);
        var clock = new Clock();
        var account = new Account(1_000_000, "USD");
        var position = new Position(series.Instrument);
        account.Portfolio.Add(position);
        var markets = new MarketList([new Market(0, series, position, new BarListeners("X", [], [], []))]);
        var log = new ClockedLog(clock, new LineLog(lines));
        store = new OrderStore(markets, clock, log);
        fills = new FillProcessor(markets, store, account, [], log);
    }

    /// <summary>Ways from the making of an order to each status.</summary>
    private static readonly Dictionary<OrderStatus, OrderStatus[]> Ways = new()
    {
        [OrderStatus.PendingSubmit] = [],
        [OrderStatus.Denied] = [OrderStatus.Denied],
        [OrderStatus.Submitted] = [OrderStatus.Submitted],
        [OrderStatus.Accepted] = [OrderStatus.Submitted, OrderStatus.Accepted],
        [OrderStatus.PartiallyFilled] = [OrderStatus.Submitted, OrderStatus.Accepted, OrderStatus.PartiallyFilled],
        [OrderStatus.Filled] = [OrderStatus.Submitted, OrderStatus.Accepted, OrderStatus.Filled],
        [OrderStatus.PendingCancel] = [OrderStatus.Submitted, OrderStatus.Accepted, OrderStatus.PendingCancel],
        [OrderStatus.Cancelled] = [OrderStatus.Submitted, OrderStatus.Accepted, OrderStatus.Cancelled],
        [OrderStatus.Expired] = [OrderStatus.Submitted, OrderStatus.Accepted, OrderStatus.Expired],
        [OrderStatus.Rejected] = [OrderStatus.Submitted, OrderStatus.Rejected],
    };

    public static TheoryData<OrderStatus, OrderStatus> Moves
    {
        get
        {
            var moves = new TheoryData<OrderStatus, OrderStatus>();
            foreach (var from in Ways.Keys)
            {
                foreach (var to in Ways.Keys.Where(s => s != OrderStatus.PendingSubmit)) moves.Add(from, to);
            }

            return moves;
        }
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_report_moves_an_order_as_the_table_allows_or_is_logged_and_ignored(OrderStatus from, OrderStatus to)
    {
        var order = store.Add(new OrderRequest { Symbol = "X", Side = Side.Buy, Quantity = 10 });
        foreach (var step in Ways[from]) Report(order, step);
        Assert.Equal(from, order.Status);
        Assert.DoesNotContain(lines, l => l.StartsWith("Error", StringComparison.Ordinal));
        decimal filled = order.Filled;
        Report(order, to);
        if (OrderLife.Allows(from, to))
        {
            Assert.Equal(to, order.Status);
            Assert.DoesNotContain(lines, l => l.StartsWith("Error", StringComparison.Ordinal));
            return;
        }

        Assert.Equal(from, order.Status);
        Assert.Equal(to is OrderStatus.Filled or OrderStatus.PartiallyFilled, order.Filled > filled);
        Assert.Contains("Error: ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_fill_that_does_not_fit_is_booked_as_the_venue_says_and_told()
    {
        var order = store.Add(new OrderRequest { Symbol = "X", Side = Side.Buy, Quantity = 10 });
        Report(order, OrderStatus.Submitted);
        fills.Filled(order, Fill(order, 11));
        Assert.Equal((OrderStatus.Filled, 11m, 11m), (order.Status, order.Quantity, order.Filled));
        Assert.Contains("could not fill that much", lines[^1], StringComparison.Ordinal);
    }

    private void Report(Order order, OrderStatus status)
    {
        switch (status)
        {
            case OrderStatus.Denied: store.Deny(order, new Denial(DenialCode.Quantity, "test")); break;
            case OrderStatus.Submitted: store.Send(order); break;
            case OrderStatus.Accepted: fills.Accepted(order); break;
            case OrderStatus.PartiallyFilled: fills.Filled(order, Fill(order, 3)); break;
            case OrderStatus.Filled: fills.Filled(order, Fill(order, Math.Max(order.Remaining, 1))); break;
            case OrderStatus.PendingCancel: fills.CancelPending(order); break;
            case OrderStatus.Cancelled: fills.Cancelled(order, null); break;
            case OrderStatus.Expired: fills.Expired(order, "test"); break;
            case OrderStatus.Rejected: fills.Rejected(order, "test"); break;
            default: throw new InvalidOperationException(status.ToString());
        }
    }

    private static Fill Fill(Order order, decimal quantity) =>
        new(order.Id, Bars.Monday, "X", order.Side, quantity, 100, 0, 0, Liquidity.Taker);

    private sealed class LineLog(List<string> lines) : IRunLog
    {
        public void Write(DateTime time, LogLevel level, string message) => lines.Add($"{level}: {message}");
    }
}
