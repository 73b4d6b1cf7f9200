using System.Globalization;
using StrategyHost.Engine.Runs;
using StrategyHost.Indicators;

namespace StrategyHost.Benchmarks.Suite;

/// <summary>Whole runs on data in memory, and indicators alone.</summary>
internal static class EngineCases
{
    private const string OrderOnEveryBar = "OnBar(\"X\", bar => { if (Position(\"X\").IsFlat) Buy(\"X\", 1); else Sell(\"X\", 1); });";

    public static IEnumerable<SuiteCase> All() =>
    [
        new SuiteCase("two moving averages in a bare loop, 10 million bars", "bars", BareLoop),
        Run("empty strategy, 1 million bars", "OnBar(\"X\", bar => { });", () => [RandomWalk.Minutes("X", Workload.Million, seed: 5)]),
        Run("empty strategy, 10 million bars", "OnBar(\"X\", bar => { });",
            () => [RandomWalk.Minutes("X", 10 * Workload.Million, seed: 5)]),
        Run("crossover, 1 million bars", File.ReadAllText(Shipped.PathOf("ma_crossover.csx")),
            () => [RandomWalk.Minutes("X", Workload.Million, seed: 5)]),
        Run("crossover, 10 million bars", File.ReadAllText(Shipped.PathOf("ma_crossover.csx")),
            () => [RandomWalk.Minutes("X", 10 * Workload.Million, seed: 5)]),
        Run("an order on every bar, 200,000 bars", OrderOnEveryBar, () => [RandomWalk.Minutes("X", 200_000, seed: 5)]),
        Run("100 symbols of 100,000 bars merged", "for (int i = 0; i < 100; i++) OnBar($\"S{i}\", bar => { });",
            () => [.. Enumerable.Range(0, 100).Select(i => RandomWalk.Minutes($"S{i}", 100_000, seed: i))]),
        Run("1 million quotes", "OnQuote(\"X\", quote => { });", () => [RandomWalk.Quotes("X", Workload.Million, seed: 5)]),
        new SuiteCase("the pace of 10 million bars", "events", Pace),
        Alone("SMA, a million updates", () => new Sma(20)),
        Alone("EMA, a million updates", () => new Ema(20)),
        Alone("RSI, a million updates", () => new Rsi(14)),
        Alone("MACD, a million updates", () => new Macd()),
    ];

    private static SuiteCase Run(string name, string text, Func<BarSeries[]> data) => new(name, "events", () =>
    {
        var script = Workload.Compile("measured", text);
        var bySymbol = data().ToDictionary(d => d.Instrument.Symbol);
        var settings = text.Contains("Param(\"symbol\"", StringComparison.Ordinal) ? Workload.OnX : new BacktestSettings();
        return () =>
        {
            var result = new Backtest(settings, symbol => bySymbol[symbol], new SilentLog()).Run(script.CreateStrategy(), null,
                CancellationToken.None);
            return new SuiteRun(result.Bars, () => Workload.HashOf(result));
        };
    });

    /// <summary>No engine and no strategy: what the machine itself can do, so that figures of two machines can be compared.</summary>
    private static Func<SuiteRun> BareLoop()
    {
        const int Bars = 10 * Workload.Million;
        const int Fast = 10;
        const int Slow = 50;
        var closes = RandomWalk.Minutes("X", Bars, seed: 5).Numbers[3].ToArray();
        return () =>
        {
            double fast = 0;
            double slow = 0;
            bool isUp = false;
            int crossings = 0;
            for (int i = 0; i < closes.Length; i++)
            {
                fast += closes[i] - (i >= Fast ? closes[i - Fast] : 0);
                slow += closes[i] - (i >= Slow ? closes[i - Slow] : 0);
                bool wasUp = isUp;
                isUp = fast / Fast > slow / Slow;
                if (isUp != wasUp) crossings++;
            }

            return new SuiteRun(Bars, () => crossings.ToString(CultureInfo.InvariantCulture));
        };
    }

    private static Func<SuiteRun> Pace()
    {
        const int Bars = 10 * Workload.Million;
        var series = RandomWalk.Minutes("X", Bars, seed: 5);
        return () =>
        {
            var strategy = new PacedCrossover(Bars);
            var result = new Backtest(new BacktestSettings(), _ => series, new SilentLog()).Run(strategy, null, CancellationToken.None);
            return new SuiteRun(result.Bars, () => Workload.HashOf(result), LastOverFirst: strategy.LastOverFirst);
        };
    }

    private static SuiteCase Alone(string name, Func<ValueIndicator> make) => new(name, "updates", () =>
    {
        var series = RandomWalk.Minutes("X", Workload.Million, seed: 5);
        var inputs = Enumerable.Range(0, series.Count).Select(i => series[i].Close).ToArray();
        return () =>
        {
            var indicator = make();
            foreach (double input in inputs) indicator.Update(input);
            return new SuiteRun(inputs.Length, () => indicator.Value.ToString("R", CultureInfo.InvariantCulture));
        };
    });
}
