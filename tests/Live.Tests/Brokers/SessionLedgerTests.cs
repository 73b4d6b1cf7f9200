using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

public sealed class SessionLedgerTests
{
    private static readonly DateTime Now = new(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc);
    private readonly SessionLedger ledger = new();

    public SessionLedgerTests() => ledger.Add(AccountBench.Ticket("A", limit: 100), isHandedOver: true);

    private static OrderReport Report(OrderStatus status, decimal filled = 0, decimal quantity = 10, OrderChange? answered = null,
        string? refusal = null) =>
        new(new BrokerOrder
        {
            ClientId = "A",
            Symbol = "X",
            Side = Side.Buy,
            Quantity = quantity,
            LimitPrice = 100,
            Status = status,
            Filled = filled
        }, refusal, answered);

    private static ExecutionReport Execution(string id, decimal quantity) =>
        new(new Execution(id, "A", "X", Side.Buy, quantity, 100, 1, Now, Liquidity.Taker));

    private KnownOrder Order => ledger.TryFind("A", out var order) ? order : throw new InvalidOperationException("it is not known");

    [Fact]
    public void What_was_heard_before_is_no_news()
    {
        Assert.NotNull(ledger.Take(Report(OrderStatus.Accepted)));
        Assert.Null(ledger.Take(Report(OrderStatus.Accepted)));
        Assert.NotNull(ledger.Take(Execution("E1", 4)));
        Assert.Null(ledger.Take(Execution("E1", 4)));
        Assert.Equal((4m, -401m), (ledger.Positions["X"].Quantity, ledger.Cash));
        Assert.NotNull(ledger.Take(new AccountMismatch("a difference")));
        Assert.Null(ledger.Take(new AccountMismatch("a difference")));
        Assert.NotNull(ledger.Take(new AccountMismatch(null)));
    }

    [Theory]
    [InlineData(OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Filled)]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.Expired)]
    public void An_ended_order_does_not_work_again_when_an_older_report_comes_late(OrderStatus end)
    {
        ledger.Take(Report(end, filled: end == OrderStatus.Filled ? 10 : 0));
        Assert.Null(ledger.Take(Report(OrderStatus.Accepted)));
        Assert.Null(ledger.Take(Report(OrderStatus.PartiallyFilled, filled: 4)));
        Assert.False(Order.IsOpen);
    }

    [Fact]
    public void What_is_filled_never_becomes_less()
    {
        ledger.Take(Report(OrderStatus.PartiallyFilled, filled: 4));
        Assert.Null(ledger.Take(Report(OrderStatus.Accepted)));
        Assert.Equal((OrderStatus.PartiallyFilled, 4m), (Order.Shown!.Status, Order.Shown.Filled));
    }

    [Fact]
    public void An_answer_to_a_change_that_comes_after_a_fill_brings_its_terms_and_keeps_the_fill()
    {
        var change = new OrderChange(12, 100, null);
        ledger.Take(Report(OrderStatus.PartiallyFilled, filled: 4));
        var heard = Assert.IsType<OrderReport>(ledger.Take(Report(OrderStatus.Accepted, quantity: 12, answered: change)));
        Assert.Equal((change, OrderStatus.PartiallyFilled, 4m, 12m),
            (heard.Answered, heard.Order.Status, heard.Order.Filled, heard.Order.Quantity));
    }

    [Fact]
    public void An_answer_whose_quantity_has_been_filled_meanwhile_does_not_show_less_than_is_filled()
    {
        ledger.Take(Report(OrderStatus.PartiallyFilled, filled: 6));
        var heard =
            Assert.IsType<OrderReport>(ledger.Take(Report(OrderStatus.Accepted, quantity: 5, answered: new OrderChange(5, 100, null))));
        Assert.Equal((6m, 6m), (heard.Order.Quantity, heard.Order.Filled));
    }

    [Fact]
    public void An_answer_that_shows_nothing_new_is_news()
    {
        ledger.Take(Report(OrderStatus.Accepted));
        Assert.NotNull(ledger.Take(Report(OrderStatus.Accepted, answered: new OrderChange(10, 100, null))));
        Assert.NotNull(ledger.Take(Report(OrderStatus.Accepted, refusal: "too late to cancel")));
    }

    [Fact]
    public void An_order_is_looked_after_until_all_of_its_executions_are_known()
    {
        ledger.Take(Execution("E1", 4));
        ledger.Take(Report(OrderStatus.Filled, filled: 10));
        Assert.True(Order.LacksExecutions);
        Assert.Single(ledger.Live);
        ledger.Take(Execution("E2", 6));
        Assert.True(Order.IsFinished);
        Assert.Empty(ledger.Live);
    }

    [Fact]
    public void What_is_taken_over_is_held_and_paid_for()
    {
        ledger.Take(new PositionAdopted("X", -3, 50, Now));
        Assert.Equal((-3m, 150m), (ledger.Positions["X"].Quantity, ledger.Cash));
    }

    private static OrderReport Of(string clientId, OrderReport report) =>
        report with { Order = report.Order with { ClientId = clientId } };

    /// <summary>Orders A1, A2, … of which the oldest have left memory.</summary>
    private static SessionLedger Forgetting(int kept = 2, int count = 20)
    {
        var ledger = new SessionLedger(kept);
        for (int i = 1; i <= count; i++)
        {
            ledger.Add(AccountBench.Ticket($"A{i}", limit: 100), isHandedOver: true);
            ledger.Take(new ExecutionReport(new Execution($"E{i}", $"A{i}", "X", Side.Buy, 1, 100, 0, Now, Liquidity.Taker)));
            ledger.Take(Of($"A{i}", Report(OrderStatus.Cancelled, filled: 1)));
        }

        return ledger;
    }

    [Fact]
    public void Of_a_finished_order_that_has_left_memory_it_is_known_that_it_has_ended()
    {
        var ledger = Forgetting();
        Assert.True(ledger.TryFind("A1", out var order));
        Assert.Equal((true, false, true, false), (order.IsForgotten, order.IsOpen, order.IsHandedOver, order.LacksExecutions));
        Assert.True(ledger.TryFind("A20", out var latest));
        Assert.False(latest.IsForgotten);
        Assert.False(ledger.TryFind("A21", out _));
        Assert.Empty(ledger.Live);
    }

    [Fact]
    public void Nothing_of_an_order_that_has_left_memory_is_news_but_an_execution()
    {
        var ledger = Forgetting();
        Assert.Null(ledger.Take(Of("A1", Report(OrderStatus.Accepted))));
        Assert.Null(ledger.Take(Of("A1", Report(OrderStatus.Filled, filled: 10))));
        Assert.Null(ledger.Take(new ExecutionReport(new Execution("E1", "A1", "X", Side.Buy, 1, 100, 0, Now, Liquidity.Taker))));
        Assert.Equal(20, ledger.Positions["X"].Quantity);
        Assert.NotNull(ledger.Take(new ExecutionReport(new Execution("late", "A1", "X", Side.Buy, 9, 100, 0, Now, Liquidity.Taker))));
        Assert.Null(ledger.Take(new ExecutionReport(new Execution("late", "A1", "X", Side.Buy, 9, 100, 0, Now, Liquidity.Taker))));
        Assert.Equal(29, ledger.Positions["X"].Quantity);
        Assert.Empty(ledger.Live);
    }

    [Fact]
    public void An_order_of_which_executions_are_missing_stays_in_memory()
    {
        var ledger = new SessionLedger(1);
        ledger.Take(Report(OrderStatus.Filled, filled: 10));
        for (int i = 1; i <= 10; i++) ledger.Take(Of($"A{i}", Report(OrderStatus.Cancelled)));
        Assert.True(Assert.Single(ledger.Live).LacksExecutions);
        Assert.True(ledger.TryFind("A", out var order));
        Assert.False(order.IsForgotten);
    }
}
