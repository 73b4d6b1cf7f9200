using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

public sealed class PositionDifferenceTests
{
    private static readonly DateTime Now = new(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Symbols = ["X", "Y", "Z"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    private static List<Execution> Trading(Random random, int count) => [.. Enumerable.Range(0, count).Select(i => new Execution(
        $"E{i}", $"A{random.Next(10)}", Symbols[random.Next(Symbols.Length)], random.Next(2) == 0 ? Side.Buy : Side.Sell,
        random.Next(1, 20), random.Next(90, 110), 1, Now, Liquidity.Taker))];

    private static decimal Signed(Execution execution) => execution.Side == Side.Buy ? execution.Quantity : -execution.Quantity;

    private static BrokerPosition[] AtBroker(IEnumerable<Execution> executions) =>
        [.. executions.GroupBy(e => e.Symbol).Select(g => new BrokerPosition(g.Key, g.Sum(Signed), null)).Where(p => p.Quantity != 0)];

    private static HeldPosition[] Held(SessionLedger ledger) =>
        [.. ledger.Positions.Values.Select(p => new HeldPosition(p.Symbol, p.Quantity, null, 0))];

    /// <summary>Each once at least, some twice or three times, in any order, with reports of orders among them.</summary>
    private static SessionLedger Told(Random random, IReadOnlyList<Execution> executions)
    {
        var reports = executions.SelectMany(e => Enumerable.Repeat<BrokerEvent>(new ExecutionReport(e), random.Next(1, 4))).ToList();
        foreach (var execution in executions)
            reports.Add(new OrderReport(new BrokerOrder
            {
                ClientId = execution.ClientId,
                Symbol = execution.Symbol,
                Side = execution.Side,
                Quantity = 1000,
                Filled = random.Next(1000),
                Status = OrderStatus.PartiallyFilled
            }));
        var shuffled = reports.ToArray();
        random.Shuffle(shuffled);
        var ledger = new SessionLedger();
        foreach (var report in shuffled) ledger.Take(report);
        return ledger;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void In_whatever_order_and_however_often_executions_are_told_the_positions_agree(int seed)
    {
        var random = new Random(seed);
        var executions = Trading(random, 60);
        Assert.Empty(PositionDifference.Between(AtBroker(executions), Held(Told(random, executions)), 0.01m));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_was_not_told_is_the_difference(int seed)
    {
        var random = new Random(seed);
        var executions = Trading(random, 60);
        var missed = executions[random.Next(executions.Count)];
        var ledger = Told(random, [.. executions.Where(e => e != missed)]);
        var difference = Assert.Single(PositionDifference.Between(AtBroker(executions), Held(ledger), 0.01m));
        Assert.Equal((missed.Symbol, Signed(missed)), (difference.Symbol, difference.Quantity));
        ledger.Take(new ExecutionReport(missed));
        Assert.Empty(PositionDifference.Between(AtBroker(executions), Held(ledger), 0.01m));
    }

    [Theory]
    [InlineData(100.0, 101.0, true)]
    [InlineData(100.0, 101.1, false)]
    [InlineData(100.0, 98.9, false)]
    public void Entry_prices_may_differ_by_the_tolerance(double ours, double theirs, bool agree)
    {
        var differences =
            PositionDifference.Between([new BrokerPosition("X", 5, (decimal)theirs)], [new HeldPosition("X", 5, (decimal)ours, 0)], 0.01m);
        Assert.Equal(agree, differences.Count == 0);
    }

    [Fact]
    public void What_is_nobodys_counts_and_one_side_may_know_a_symbol_alone()
    {
        HeldPosition[] held = [new("X", 5, null, 2), new("Y", 0, null, 0), new("Z", -1, null, 0)];
        var differences = PositionDifference.Between([new BrokerPosition("X", 7, null), new BrokerPosition("W", 3, 10)], held, 0.01m);
        Assert.Equal([("W", 3m), ("Z", 1m)], differences.Select(d => (d.Symbol, d.Quantity)));
    }
}
