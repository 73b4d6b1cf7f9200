using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Sessions;

/// <summary>A deployment on paper is as harsh as a backtest with the same terms.</summary>
public sealed class PaperModelTests : IDisposable
{
    private static readonly BarSeries Hours = Walk(400);
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    /// <summary>Trades at the market, with limits, and with brackets on both sides of which a bar can touch both exits.</summary>
    private static Action<Strategy> Trades => s =>
    {
        int seen = 0;
        s.OnBar("X", bar =>
        {
            switch (seen++ % 8)
            {
                case 0:
                    s.Buy("X", 150);
                    break;
                case 1:
                    s.Limit(Side.Sell, "X", 30, bar.Close + 0.5);
                    s.Limit(Side.Buy, "X", 30, bar.Close - 0.5);
                    break;
                case 3:
                    s.Close("X");
                    break;
                case 4:
                    s.Bracket(seen % 16 < 8 ? Side.Buy : Side.Sell, "X", 20, bar.Close - (seen % 16 < 8 ? 0.6 : -0.6),
                        bar.Close + (seen % 16 < 8 ? 0.6 : -0.6));
                    break;
                case 7:
                    s.Sell("X", 200);
                    break;
            }
        });
    };

    private static DeploymentParts Parts => Workshop.Parts(Trades) with { OpenData = _ => _ => Hours };

    private Deployment Deployed(string terms) => DeploymentFile.Parse("trend",
        $$"""{ "script": "{{workshop.Script}}", "mode": "paper", "feed": { "replay": "-" }, "cash": 50000 {{terms}} }""");

    private static BacktestResult Tested(Deployment deployment) =>
        new Backtest(deployment.Settings, _ => Hours, new SilentLog()).Run(Workshop.Parts(Trades).Compile("-").Create(), null,
            TestContext.Current.CancellationToken);

    private static List<string> Did(BacktestResult result) =>
        [.. result.Orders.Select(o => $"{o} {o.Filled}"), .. result.Fills.Select(f => f.ToString()), result.Totals.ToString()];

    [Theory]
    [InlineData(""", "fill": "close" """)]
    [InlineData(""", "limitFill": "through" """)]
    [InlineData(""", "path": "ohlc" """)]
    [InlineData(""", "path": "adaptive" """)]
    [InlineData(""", "participation": "5%" """)]
    [InlineData(""", "latency": "250ms" """)]
    [InlineData(""", "dataLatency": "50ms..900s" """)]
    [InlineData(""", "borrowRate": "3%" """)]
    [InlineData(""", "cashRate": "0.02" """)]
    [InlineData(""", "debtRate": "6%", "risk": { "initial-margin": "20%" } """)]
    [InlineData(""", "commission": "0.1%" """)]
    [InlineData(""", "slippage": "5bps" """)]
    [InlineData(""", "participation": "5%", "latency": "1s..20s", "limitFill": "through", "path": "adaptive", "borrowRate": "3%" """)]
    public async Task The_same_terms_give_the_same_fills_and_costs_on_paper_as_in_a_backtest(string terms)
    {
        var deployment = Deployed(terms);
        var end = await new DeploymentRun(deployment, Parts, workshop.State, new SilentLog()).RunAsync(fresh: null,
            TestContext.Current.CancellationToken);
        Assert.Equal(Did(Tested(deployment)), Did(end.Result));
        Assert.NotEqual(Did(Tested(Deployed(""))), Did(end.Result));
    }

    [Fact]
    public async Task Orders_fill_in_parts_on_paper_where_only_a_part_of_the_volume_is_theirs()
    {
        var end = await new DeploymentRun(Deployed(""", "participation": "5%" """), Parts, workshop.State, new SilentLog()).RunAsync(
            fresh: null, TestContext.Current.CancellationToken);
        Assert.Equal([50, 50, 50], end.Result.Fills.Where(f => f.OrderId == 1).Select(f => f.Quantity));
    }

    [Fact]
    public async Task They_hold_for_a_session_that_is_taken_up_too()
    {
        const string Terms = """, "participation": "5%", "latency": "1s..20s", "borrowRate": "3%" """;
        using var source = new CancellationTokenSource();
        int seen = 0;
        var parts = Workshop.Parts(s =>
        {
            Trades(s);
            s.OnBar("X", _ =>
            {
                if (++seen == 300) source.Cancel();
            });
        }) with
        { OpenData = _ => _ => Hours };
        var first = await new DeploymentRun(Deployed(Terms), parts, workshop.State, new SilentLog()).RunAsync(fresh: null, source.Token);
        Assert.False(first.IsOver);
        var second = await new DeploymentRun(Deployed(Terms), parts, workshop.State, new SilentLog()).RunAsync(fresh: null,
            TestContext.Current.CancellationToken);
        Assert.Equal(Did(Tested(Deployed(Terms))), Did(second.Result));
    }

    private static BarSeries Walk(int count)
    {
        var random = new Random(5);
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var starts = Enumerable.Range(0, count).Select(i => start.AddHours(i).Ticks).ToArray();
        var (opens, highs, lows, closes) = (new double[count], new double[count], new double[count], new double[count]);
        double price = 100;
        for (int i = 0; i < count; i++)
        {
            opens[i] = price;
            closes[i] = price = Math.Round(price + random.NextDouble() - 0.5, 2);
            highs[i] = Math.Round(Math.Max(opens[i], closes[i]) + random.NextDouble(), 2);
            lows[i] = Math.Round(Math.Min(opens[i], closes[i]) - random.NextDouble(), 2);
        }

        return new BarSeries(new Instrument { Symbol = "X" }, new PlainCalendar(), Resolution.Hour, starts,
            starts.Select(s => s + TimeSpan.TicksPerHour).ToArray(), opens, highs, lows, closes,
            Enumerable.Repeat(1000.0, count).ToArray());
    }
}
