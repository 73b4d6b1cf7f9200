using StrategyHost.Budgets;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Supervision;

/// <summary>What happens to a strategy that uses more than it may. The strategies here spend as woven scripts do.</summary>
public sealed class HandlerLimitTests
{
    private static readonly HandlerLimits Small = new() { Steps = 10_000 };

    private static void Spend(int steps)
    {
        for (int i = 0; i < steps; i++) Budget.Spend();
    }

    private static Scene Scene(FaultPolicy policy) => new(Bars.Flat(1, 2, 3, 4))
    {
        Settings = new BacktestSettings { Limits = Small with { OnFault = policy } }
    };

    [Fact]
    public void An_event_within_its_limits_is_left_alone()
    {
        int bars = 0;
        Scene(FaultPolicy.Stop).Run(s => s.OnBar("X", _ =>
        {
            Spend(9_000);
            bars++;
        }));
        Assert.Equal(4, bars);
    }

    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(3, 4, false)]
    [InlineData(256, 256, true)]
    [InlineData(256, 257, false)]
    [InlineData(10_000, 10_000, true)]
    [InlineData(10_000, 10_300, false)]
    public void Steps_are_counted(int limit, int steps, bool isAllowed)
    {
        var scene = new Scene(Bars.Flat(1, 2)) { Settings = new BacktestSettings { Limits = new HandlerLimits { Steps = limit } } };
        void Run() => scene.Run(s => s.OnBar("X", _ => Spend(steps)));
        if (isAllowed) Run();
        else Assert.Throws<StrategyFaultException>(Run);
    }

    [Fact]
    public void A_strategy_that_takes_too_many_steps_stops_by_default()
    {
        var fault = Assert.Throws<StrategyFaultException>(() => Scene(FaultPolicy.Stop).Run(s => s.OnBar("X", _ => Spend(20_000))));
        Assert.Equal(
            "OnBar(X) has taken more than 10,000 steps in one event (limits.steps): is there a loop that does not end?; at "
                + "2024-01-02T00:00:00Z", fault.Message);
    }

    [Fact]
    public void A_strategy_may_go_on_with_the_next_event()
    {
        var scene = Scene(FaultPolicy.Skip);
        int whole = 0;
        scene.OnBars((1, _ => Spend(20_000)), (0, _ => whole++), (2, _ => whole++));
        Assert.Equal(2, whole);
        Assert.Contains("Error: OnBar(X) has taken more than 10,000 steps", Assert.Single(scene.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_open_orders_may_be_cancelled()
    {
        Order? order = null;
        Scene(FaultPolicy.Cancel).OnBars((0, s => order = s.Limit(Side.Buy, "X", 1, 0.5)), (2, _ => Spend(20_000)));
        Assert.Equal(OrderStatus.Cancelled, order!.Status);
    }

    [Fact]
    public void Only_the_handler_that_exceeds_ends()
    {
        int others = 0;
        Scene(FaultPolicy.Skip).Run(s =>
        {
            s.OnBar("X", _ => Spend(20_000));
            s.OnBar("X", _ => others++);
        });
        Assert.Equal(4, others);
    }

    [Fact]
    public void Every_kind_of_handler_is_limited()
    {
        foreach (var (name, declare) in new (string, Action<ScriptedStrategy>)[]
        {
            ("OnStart", s => s.OnStart(() => Spend(20_000))),
            ("OnStop", s => s.OnStop(() => Spend(20_000))),
            ("OnFill", s => s.OnFill(_ => Spend(20_000))),
            ("OnOrder", s => s.OnOrder(_ => Spend(20_000))),
            ("Every(1.00:00:00)", s => s.Every(TimeSpan.FromDays(1), () => Spend(20_000))),
            (Supervisor.SetUp, s => Spend(20_000)),
        })
        {
            var fault = Assert.Throws<StrategyFaultException>(() => Scene(FaultPolicy.Stop).Run(s =>
            {
                declare(s);
                s.OnBar("X", _ => s.Buy("X", 1));
            }));
            Assert.StartsWith(name + " has taken more than", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Once_a_limit_is_exceeded_nothing_may_be_caught_until_the_next_event()
    {
        var allowed = new List<bool>();
        Scene(FaultPolicy.Skip).OnBars(
            (0, _ =>
            {
                try
                {
                    Spend(20_000);
                }
                catch (BudgetException)
                {
                    allowed.Add(Budget.MayCatch());
                    Assert.Throws<BudgetException>(() => Budget.Spend());
                }
            }
        ),
            (1, _ => allowed.Add(Budget.MayCatch())));
        Assert.Equal([false, true], allowed);
    }

    [Theory]
    [InlineData("steps", "5", 5, 10, 1024, FaultPolicy.Stop)]
    [InlineData("seconds", "0.5", 1_000_000_000, 0.5, 1024, FaultPolicy.Stop)]
    [InlineData("megabytes", "64", 1_000_000_000, 10, 64, FaultPolicy.Stop)]
    [InlineData("onFault", "cancel", 1_000_000_000, 10, 1024, FaultPolicy.Cancel)]
    [InlineData("onFault", "skip", 1_000_000_000, 10, 1024, FaultPolicy.Skip)]
    public void Limits_are_set_by_name(string name, string value, long steps, double seconds, long megabytes, FaultPolicy policy) =>
        Assert.Equal(new HandlerLimits
        {
            Steps = steps,
            Time = TimeSpan.FromSeconds(seconds),
            Bytes = megabytes * 1024 * 1024,
            OnFault = policy
        }, new HandlerLimits().With(name, value));
}
