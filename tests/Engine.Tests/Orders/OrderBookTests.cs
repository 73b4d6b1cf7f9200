using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Orders;

/// <summary>Whatever a venue reports, orders move only as the table of their life allows; the rest is logged and ignored.</summary>
public sealed class OrderBookTests
{
    private readonly List<string> lines = [];
    private readonly OrderBook book;

    public OrderBookTests()
    {
        var series = Bars.Flat(100);
        var clock = new Clock();
        var account = new Account(1_000_000, "USD");
        var position = new Position(series.Instrument);
        account.Portfolio.Add(position);
        var markets = new MarketList([new Market(0, series, position, new BarListeners("X", [], [], []))]);
        book = new OrderBook(markets, account, clock, new ClockedLog(clock, new LineLog(lines)));
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
        var order = book.Make(new OrderRequest { Symbol = "X", Side = Side.Buy, Quantity = 10 });
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

        Assert.Equal((from, filled), (order.Status, order.Filled));
        Assert.Contains("Error: ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_fill_that_does_not_fit_is_not_booked()
    {
        var order = book.Make(new OrderRequest { Symbol = "X", Side = Side.Buy, Quantity = 10 });
        Report(order, OrderStatus.Submitted);
        book.Filled(order, Fill(order, 11));
        Assert.Empty(book.Fills);
        Assert.Contains("does not fit order #1 Buy 10 X Market Submitted", lines[^1], StringComparison.Ordinal);
    }

    private void Report(Order order, OrderStatus status)
    {
        switch (status)
        {
            case OrderStatus.Denied: book.Deny(order, new Denial(DenialCode.Quantity, "test")); break;
            case OrderStatus.Submitted: book.Send(order); break;
            case OrderStatus.Accepted: book.Accepted(order); break;
            case OrderStatus.PartiallyFilled: book.Filled(order, Fill(order, 3)); break;
            case OrderStatus.Filled: book.Filled(order, Fill(order, Math.Max(order.Remaining, 1))); break;
            case OrderStatus.PendingCancel: book.CancelPending(order); break;
            case OrderStatus.Cancelled: book.Cancelled(order, null); break;
            case OrderStatus.Expired: book.Expired(order, "test"); break;
            case OrderStatus.Rejected: book.Rejected(order, "test"); break;
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
