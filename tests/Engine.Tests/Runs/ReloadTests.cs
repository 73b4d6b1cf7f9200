using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Reloading;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Runs;

/// <summary>New versions of a strategy that runs.</summary>
public sealed class ReloadTests
{
    private readonly List<ReloadRecord> records = [];
    private readonly PendingReloads pending;

    public ReloadTests()
    {
        pending = new PendingReloads();
        pending.Noted += records.Add;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private BacktestResult Run(BarSeries bars, params (string Name, Action<ScriptedStrategy> Declare)[] strategies) =>
        new Backtest(new BacktestSettings(), new BarSources(_ => bars), new SilentLog(), pending)
            .Run([.. strategies.Select(s => (s.Name, (Strategy)new ScriptedStrategy(s.Declare)))], null, Cancellation);

    private void Offer(string version, Action<ScriptedStrategy> declare, string name = "a") =>
        pending.Offer(new StrategyReload(name, version, () => new ScriptedStrategy(declare)));

    [Fact]
    public void Every_event_is_seen_once_by_one_version()
    {
        var seen = new List<string>();
        Run(Bars.Flat(1, 2, 3, 4), ("a", s => s.OnBar("X", b =>
        {
            seen.Add($"old {b.Close}");
            if (b.Close == 2) Offer("2", n => n.OnBar("X", c => seen.Add($"new {c.Close}")));
        })));
        Assert.Equal(["old 1", "old 2", "new 3", "new 4"], seen);
        Assert.Equal([("a", "2", (string?)null)], records.Select(r => (r.Strategy, r.Version, r.Refusal)));
    }

    [Fact]
    public void The_new_version_is_warm()
    {
        double average = double.NaN;
        Run(Bars.Flat(1, 2, 3, 4, 5), ("a", s => s.OnBar("X", b =>
        {
            if (b.Close != 3) return;
            Offer("2", n =>
            {
                var mean = n.Sma("X", 4);
                n.OnBar("X", c =>
                {
                    if (c.Close == 4) average = mean.Value;
                });
            });
        })));
        Assert.Equal(2.5, average);
    }

    [Fact]
    public void Bars_that_are_being_built_go_on_where_they_were()
    {
        var hours = new List<double>();
        var start = new DateTime(2024, 1, 1, 10, 0, 0, DateTimeKind.Utc);
        var quarters = Bars.Of("X", Resolution.Of(TimeSpan.FromMinutes(15)), start,
            [.. Enumerable.Range(1, 8).Select(i => ((double)i, (double)i, (double)i, (double)i))]);
        Run(quarters, ("a", s => s.OnBar("X", b =>
        {
            if (b.Close == 2) Offer("2", n => n.OnBar(n.Bars("X", "1h"), h => hours.Add(h.Open)));
        })));
        Assert.Equal([1.0, 5.0], hours);
    }

    [Fact]
    public void State_orders_and_positions_are_taken_over()
    {
        var result = Run(Bars.Flat(10, 10, 10, 10, 10), ("a", s =>
        {
            var count = s.State("count", 0);
            var text = s.State("kind", 1);
            s.OnBar("X", _ =>
            {
                count.Value++;
                text.Value = 5;
                if (count == 1) s.Buy("X", 3);
                if (count != 2) return;
                s.Limit(Side.Buy, "X", 1, 1);
                Offer("2", n =>
                {
                    var kept = n.State("count", 0);
                    var other = n.State("kind", "a");
                    n.OnBar("X", _ =>
                    {
                        kept.Value++;
                        if (kept == 3) Assert.Equal((3m, 1, "a"), (n.Position("X").Quantity, n.Orders.Count, other.Value));
                        if (kept == 4) n.Close("X");
                    });
                });
            });
        }
        ));
        Assert.Equal(["Filled", "Expired", "Filled"], result.Orders.Select(o => o.Status == OrderStatus.Filled ? "Filled" : "Expired"));
    }

    [Fact]
    public void What_has_been_ordered_is_told_to_the_new_version()
    {
        var told = new List<string>();
        Run(Bars.Flat(1, 2, 3), ("a", s =>
        {
            s.OnFill(_ => told.Add("old"));
            s.OnBar("X", b =>
            {
                if (b.Close != 1) return;
                s.Buy("X", 1);
                Offer("2", n =>
                {
                    n.Use("X");
                    n.OnFill(f => told.Add($"new {f.Price}"));
                });
            });
        }
        ));
        Assert.Equal(["new 2"], told);
    }

    [Theory]
    [InlineData("throws", "The strategy threw InvalidOperationException while it was set up: no")]
    [InlineData("symbol", "Y is not a symbol of this run (X): start the strategy anew to trade it.")]
    [InlineData("resolution", "Bars of 1h cannot be built for X")]
    [InlineData("ticks", "OnQuote(X) needs data with quotes")]
    [InlineData("unknown", "there is no strategy 'b' in this run")]
    public void A_version_that_cannot_be_used_leaves_the_old_one_running(string fault, string reason)
    {
        int bars = 0;
        Run(Bars.Flat(1, 2, 3), ("a", s => s.OnBar("X", b =>
        {
            bars++;
            if (b.Close != 1) return;
            Offer(
                "2",
                n =>
                {
                    if (fault == "throws") throw new InvalidOperationException("no");
                    n.OnBar(fault == "symbol" ? "Y" : fault == "resolution" ? n.Bars("X", "1h") : "X", _ => bars += 100);
                    if (fault == "ticks") n.OnQuote("X", _ => { });
                },
                fault == "unknown" ? "b" : "a");
        })));
        Assert.Equal(3, bars);
        Assert.StartsWith(reason, Assert.Single(records).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void One_can_come_back_to_the_version_before()
    {
        var seen = new List<string>();
        StrategyReload Version(string name, Action? act = null) => new("a", name, () => new ScriptedStrategy(s => s.OnBar("X", b =>
        {
            seen.Add($"{name} {b.Close}");
            if (b.Close == 2) act?.Invoke();
        })));
        var first = Version("1");
        var source = new PendingReloads(first);
        source.Noted += records.Add;
        Assert.False(source.Rollback("a"));
        source.Offer(Version("2", () => Assert.True(source.Rollback("a"))));
        new Backtest(new BacktestSettings(), new BarSources(_ => Bars.Flat(1, 2, 3, 4)), new SilentLog(), source)
            .Run([("a", first.Create())], null, Cancellation);
        Assert.Equal(["1 1", "2 2", "1 3", "1 4"], seen);
        Assert.Equal(["2", "1"], records.Select(r => r.Version));
    }

    [Fact]
    public void Of_several_versions_that_wait_the_last_counts()
    {
        var seen = new List<string>();
        Run(Bars.Flat(1, 2), ("a", s => s.OnBar("X", b =>
        {
            foreach (var version in new[] { "2", "3", "4" }) Offer(version, n => n.OnBar("X", _ => seen.Add(version)));
        })));
        Assert.Equal(["4"], seen);
    }

    [Fact]
    public void Other_strategies_of_the_account_go_on_as_they_were()
    {
        var averages = new List<double>();
        int reloaded = 0;
        Run(
            Bars.Flat(1, 2, 3, 4),
            ("a", s => s.OnBar("X", b =>
            {
                if (b.Close == 2) Offer("2", n => n.OnBar("X", _ => reloaded++));
            })),
            ("b", s =>
            {
                var mean = s.Sma("X", 2);
                s.OnBar("X", _ => averages.Add(mean.Value));
            }
        ));
        Assert.Equal([double.NaN, 1.5, 2.5, 3.5], averages);
        Assert.Equal(2, reloaded);
    }

    [Theory]
    [InlineData(1.5f)]
    [InlineData('c')]
    public void State_is_of_few_types(object value)
    {
        var failure = Assert.Throws<Engine.Supervision.SetupException>(() =>
            Run(Bars.Flat(1), ("a", s => _ = value is float f ? s.State("v", f) : (object)s.State("v", (char)value))));
        Assert.Contains("cannot be kept", failure.Message, StringComparison.Ordinal);
    }
}
