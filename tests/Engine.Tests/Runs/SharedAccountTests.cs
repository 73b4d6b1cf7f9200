using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Runs;

/// <summary>Several strategies on one account: their books stay apart and add up to it.</summary>
public sealed class SharedAccountTests
{
    private static BacktestResult Run(BarSeries series, BacktestSettings settings,
        params (string Name, Action<ScriptedStrategy> Declare)[] strategies) =>
        new Backtest(settings, _ => series, new SilentLog())
            .Run([.. strategies.Select(s => (s.Name, (Strategy)new ScriptedStrategy(s.Declare)))], null,
                TestContext.Current.CancellationToken);

    private static Action<ScriptedStrategy> OnBars(params (int Bar, Action<ScriptedStrategy> Act)[] acts) => s =>
    {
        int bar = -1;
        s.OnBar("X", _ =>
        {
            bar++;
            foreach (var act in acts.Where(a => a.Bar == bar)) act.Act(s);
        });
    };

    private static void AddsUp(BacktestResult result)
    {
        Assert.Equal(result.Account.Portfolio.Cash, result.Books.Sum(b => b.Portfolio.Cash), 10);
        Assert.Equal(result.Account.Portfolio["X"].Quantity, result.Books.Sum(b => b.Portfolio["X"].Quantity));
        Assert.Equal(result.Account.Portfolio.Equity, result.Books.Sum(b => b.Portfolio.Equity), 10);
        Assert.Equal(result.Account.Portfolio.Commission, result.Books.Sum(b => b.Portfolio.Commission), 10);
    }

    [Fact]
    public void Each_sees_its_own_position_and_the_account_nets_them()
    {
        var seen = new List<(decimal, decimal)>();
        ScriptedStrategy? other = null;
        var result = Run(
            Bars.Flat(100, 100, 110, 110), new BacktestSettings { Commission = new PerOrderCommission(1) },
            ("long", s =>
            {
                OnBars((0, x => x.Buy("X", 10)))(s);
                s.OnBar("X", _ => seen.Add((s.Position("X").Quantity, other!.Position("X").Quantity)));
            }
        ),
            ("short", s =>
            {
                other = s;
                OnBars((0, x => x.Sell("X", 4)))(s);
            }
        ));
        Assert.Equal((10, -4), seen[^1]);
        Assert.Equal(6, result.Account.Portfolio["X"].Quantity);
        Assert.Equal([50_000 + 99, 50_000 - 41], result.Books.Select(b => b.Portfolio.Equity));
        AddsUp(result);
    }

    [Fact]
    public void Targets_orders_and_notices_are_each_one_s_own()
    {
        var fills = new List<string>();
        var open = new List<int>();
        var result = Run(
            Bars.Flat(100, 100, 100, 100), new BacktestSettings(),
            ("a", s =>
            {
                OnBars((0, x => x.TargetPercent("X", 0.5)), (1, x => x.Target("X", 0)), (2, x => open.Add(x.Orders.Count)))(s);
                s.OnFill(f => fills.Add($"a {f.Side} {f.Quantity}"));
            }
        ),
            ("b", s =>
            {
                OnBars((0, x => x.Target("X", 30)), (1, x => x.Limit(Side.Buy, "X", 5, 50)), (2, x => open.Add(x.Orders.Count)))(s);
                s.OnOrder(o => Assert.Equal("X", o.Symbol));
                s.OnFill(f => fills.Add($"b {f.Side} {f.Quantity}"));
            }
        ));
        Assert.Equal(["a Buy 250", "b Buy 30", "a Sell 250"], fills);
        Assert.Equal([0, 1], open);
        AddsUp(result);
    }

    [Fact]
    public void A_reduce_only_order_reduces_its_own_position_whatever_the_account_holds()
    {
        var result = Run(
            Bars.Flat(100, 100, 100, 100), new BacktestSettings(),
            ("a", OnBars((0, s => s.Buy("X", 10)),
                (1, s => s.Submit(new OrderRequest { Symbol = "X", Side = Side.Sell, Quantity = 20, ReduceOnly = true })))),
            ("b", OnBars((0, s => s.Sell("X", 10)))));
        Assert.Equal([0m, -10m], result.Books.Select(b => b.Portfolio["X"].Quantity));
        AddsUp(result);
    }

    [Fact]
    public void Splits_dividends_and_interest_reach_the_books()
    {
        CorporateAction[] actions = [new(new DateOnly(2024, 1, 3), CorporateActionKind.Split, 1.5m),
            new(new DateOnly(2024, 1, 4), CorporateActionKind.Dividend, 1)];
        var settings = new BacktestSettings { Financing = new FinancingRates { Cash = 0.05m } };
        var result = Run(Bars.With(actions, 90, 90, 60, 60), settings, ("a", OnBars((0, s => s.Buy("X", 5)))),
            ("b", OnBars((0, s => s.Buy("X", 5)))));
        Assert.Equal([7m, 7m], result.Books.Select(b => b.Portfolio["X"].Quantity));
        Assert.Equal(14, result.Account.Dividends);
        AddsUp(result);
    }

    [Fact]
    public void A_loss_limit_flattens_all()
    {
        var settings = new BacktestSettings { Risk = new RiskLimits { MaxDrawdown = 0.1m, OnBreach = BreachAction.Flatten } };
        var result =
            Run(Bars.Flat(100, 100, 50, 50), settings, ("a", OnBars((0, s => s.Buy("X", 400)))), ("b", OnBars((0, s => s.Buy("X", 100)))));
        Assert.All(result.Books, b => Assert.True(b.Portfolio["X"].IsFlat));
        AddsUp(result);
    }

    [Fact]
    public void Parameters_are_set_by_the_strategy_s_name()
    {
        var settings = new BacktestSettings { Parameters = new Dictionary<string, string> { ["b.count"] = "7" } };
        Action<ScriptedStrategy> trader = s =>
        {
            int count = s.Param("count", 2);
            OnBars((0, x => x.Buy("X", count)))(s);
        };
        var result = Run(Bars.Flat(100, 100), settings, ("a", trader), ("b", trader));
        Assert.Equal([2m, 7m], result.Fills.Select(f => f.Quantity));
        Assert.Equal(["a.count", "b.count"], result.Parameters.Select(p => p.Parameter.Name));
    }
}
