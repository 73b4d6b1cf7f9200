using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Indicators;

namespace StrategyHost.Engine.Tests.Markets;

/// <summary>What a strategy sees of the past goes on over a split as if prices had been adjusted beforehand, and knows nothing of it
/// before.</summary>
public sealed class SplitContinuityTests
{
    private const int Count = 120;
    private const int SplitBar = 60;

    private static readonly Dictionary<string, Func<Strategy, BarView, Indicator>> Verbs = new()
    {
        ["Sma"] = (s, b) => s.Sma(b, 20),
        ["Ema"] = (s, b) => s.Ema(b, 20),
        ["Smma"] = (s, b) => s.Use(b, new Smma(14)),
        ["Wma"] = (s, b) => s.Wma(b, 15),
        ["Hma"] = (s, b) => s.Hma(b, 16),
        ["Dema"] = (s, b) => s.Dema(b, 10),
        ["Tema"] = (s, b) => s.Tema(b, 10),
        ["Trix"] = (s, b) => s.Use(b, new Trix(8)),
        ["Kama"] = (s, b) => s.Kama(b),
        ["Vwap"] = (s, b) => s.Use(b, new Vwap()),
        ["Vwma"] = (s, b) => s.Use(b, new Vwma(10)),
        ["Rsi"] = (s, b) => s.Rsi(b, 14),
        ["StochRsi"] = (s, b) => s.Use(b, new StochRsi()),
        ["ConnorsRsi"] = (s, b) => s.Use(b, new ConnorsRsi(3, 2, 20)),
        ["Roc"] = (s, b) => s.Use(b, new Roc(12)),
        ["Macd"] = (s, b) => s.Use(b, new Macd()),
        ["Cci"] = (s, b) => s.Use(b, new Cci()),
        ["Stochastic"] = (s, b) => s.Use(b, new Stochastic()),
        ["WilliamsR"] = (s, b) => s.Use(b, new WilliamsR()),
        ["UltimateOscillator"] = (s, b) => s.Use(b, new UltimateOscillator()),
        ["BollingerBands"] = (s, b) => s.BollingerBands(b),
        ["StandardDeviation"] = (s, b) => s.Use(b, new StandardDeviation(20)),
        ["Highest"] = (s, b) => s.Highest(b, 20),
        ["Lowest"] = (s, b) => s.Lowest(b, 20),
        ["DonchianChannel"] = (s, b) => s.Use(b, new DonchianChannel()),
        ["KeltnerChannel"] = (s, b) => s.Use(b, new KeltnerChannel()),
        ["Atr"] = (s, b) => s.Atr(b, 14),
        ["TrueRange"] = (s, b) => s.Use(b, new TrueRange()),
        ["Adx"] = (s, b) => s.Use(b, new Adx()),
        ["Aroon"] = (s, b) => s.Use(b, new Aroon()),
        ["Ichimoku"] = (s, b) => s.Use(b, new Ichimoku()),
        ["LinearRegression"] = (s, b) => s.Use(b, new LinearRegression(20)),
        ["ParabolicSar"] = (s, b) => s.Use(b, new ParabolicSar()),
        ["SuperTrend"] = (s, b) => s.Use(b, new SuperTrend()),
        ["Vortex"] = (s, b) => s.Use(b, new Vortex()),
        ["HeikinAshi"] = (s, b) => s.Use(b, new HeikinAshi()),
        ["PivotPoints"] = (s, b) => s.Use(b, new PivotPoints(PivotPeriod.Week)),
        ["Adl"] = (s, b) => s.Use(b, new Adl()),
        ["ChaikinOscillator"] = (s, b) => s.Use(b, new ChaikinOscillator()),
        ["Cmf"] = (s, b) => s.Use(b, new Cmf()),
        ["Mfi"] = (s, b) => s.Use(b, new Mfi()),
        ["Obv"] = (s, b) => s.Use(b, new Obv()),
        ["Ema of Rsi"] = (s, b) => s.Ema(s.Rsi(b, 14), 5),
        ["Sma of Atr"] = (s, b) => s.Sma(s.Atr(b, 14), 5),
        ["Sma of volume"] = (s, b) => s.Sma(b, 5, BarField.Volume),
        ["Highest of high"] = (s, b) => s.Highest(b, 20, BarField.High),
    };

    public static TheoryData<string, double> Cases =>
        new(Verbs.Keys.SelectMany(v => new[] { (v, 4.0), (v, 0.1), (v, 1.5) }));

    private static CorporateAction Split(double ratio) =>
        new(DateOnly.FromDateTime(Bars.Monday.AddDays(SplitBar)), CorporateActionKind.Split, (decimal)ratio);

    /// <summary>A wavy walk; what lies before the split is in the terms of before, or adjusted beforehand.</summary>
    private static BarSeries Series(double ratio, bool isAdjusted, int count = Count)
    {
        T[] All<T>(Func<int, T> field) => [.. Enumerable.Range(0, count).Select(field)];
        double Scale(int i) => i < SplitBar && !isAdjusted ? ratio : 1;
        double Price(int i) => 100 + (20 * Math.Sin(i / 7.0)) + (5 * Math.Sin(i * 1.3));
        return new BarSeries(
            new Instrument { Symbol = "X" }, new PlainCalendar(), Resolution.Day, All(i => Bars.Monday.AddDays(i).Ticks),
            All(i => Bars.Monday.AddDays(i + 1).Ticks), All(i => Price(i - 1) * Scale(i)),
            All(i => (Math.Max(Price(i), Price(i - 1)) + 1 + (0.01 * Math.Sin(i))) * Scale(i)), All(i => (Math.Min(Price(i), Price(i - 1)) - 2) * Scale(i)),
            All(i => Price(i) * Scale(i)), All(i => (1000 + (100 * Math.Cos(i))) / Scale(i)))
        {
            Actions = isAdjusted ? [] : [Split(ratio)],
        };
    }

    private static List<double> Values(BarSeries series, Func<Strategy, BarView, Indicator> verb, BarView view, DateTime? from = null)
    {
        var values = new List<double>();
        new Scene(series) { Settings = new BacktestSettings { From = from } }.Run(s =>
        {
            var indicator = verb(s, view);
            s.OnBar("X", _ => values.Add(indicator));
        });
        return values;
    }

    private static void AssertSame(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        Assert.Equal(expected.Count(), actual.Count());
        foreach (var (right, was) in expected.Zip(actual)) Assert.True(Same(right, was), $"{was} instead of {right}");
        static bool Same(double right, double was) =>
            double.IsNaN(right) ? double.IsNaN(was) : Math.Abs(right - was) <= 1e-7 * Math.Max(1, Math.Abs(right));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Indicators_are_those_over_prices_adjusted_beforehand(string name, double ratio)
    {
        var adjusted = Values(Series(ratio, isAdjusted: true), Verbs[name], "X");
        AssertSame(adjusted.Skip(SplitBar), Values(Series(ratio, isAdjusted: false), Verbs[name], "X").Skip(SplitBar));
    }

    [Theory]
    [InlineData("Sma")]
    [InlineData("Rsi")]
    [InlineData("Highest")]
    public void They_are_so_after_a_warm_up_over_the_split_too(string name)
    {
        var from = Bars.Monday.AddDays(SplitBar + 5);
        AssertSame(Values(Series(4, isAdjusted: true), Verbs[name], "X", from), Values(Series(4, isAdjusted: false), Verbs[name], "X", from));
    }

    [Theory]
    [InlineData("Sma")]
    [InlineData("Atr")]
    public void Nothing_is_known_of_a_split_before_its_date(string name)
    {
        double[] whole = [.. Values(Series(4, isAdjusted: false), Verbs[name], "X").Take(SplitBar)];
        Assert.Equal(Values(Series(4, isAdjusted: false, count: SplitBar), Verbs[name], "X"), whole);
        AssertSame(Values(Series(4, isAdjusted: true), Verbs[name], "X").Take(SplitBar).Select(v => 4 * v), whole);
    }

    [Fact]
    public void Raw_prices_are_there_for_those_who_ask()
    {
        var raw = new Sma(20);
        var series = Series(4, isAdjusted: false);
        double[] expected = [.. Enumerable.Range(0, Count).Select(i =>
        {
            raw.Update(series[i]);
            return raw.Value;
        })];
        Assert.Equal(expected, Values(series, Verbs["Sma"], new BarView("X") { Adjustment = false }));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0.1)]
    public void Weekly_bars_go_on_within_the_week_of_the_split(double ratio)
    {
        List<Bar> Weeks(bool isAdjusted)
        {
            var weeks = new List<Bar>();
            new Scene(Series(ratio, isAdjusted)).Run(s =>
            {
                var history = s.History(s.Bars("X", "1w"), 3);
                s.OnBar(s.Bars("X", "1w"), _ => weeks.AddRange(Enumerable.Range(0, history.Count).Select(i => history[i])));
            });
            return weeks;
        }

        static IEnumerable<double> Numbers(IEnumerable<Bar> bars) => bars.SelectMany(b => new[] { b.Open, b.High, b.Low, b.Close, b.Volume });

        // The split is on the fifth day of the ninth week.
        AssertSame(Numbers(Weeks(isAdjusted: true).Skip(21)), Numbers(Weeks(isAdjusted: false).Skip(21)));
    }

    [Fact]
    public void Raw_weekly_bars_mix_the_week_of_the_split()
    {
        var highs = new List<double>();
        new Scene(Bars.With([new(new DateOnly(2024, 1, 3), CorporateActionKind.Split, 2)], 100, 104, 52, 53, 50, 51, 52, 53)).Run(s =>
        {
            s.OnBar(s.Bars("X", "1w"), b => highs.Add(b.High));
            s.OnBar(s.Bars("X", "1w", adjusted: false), b => highs.Add(b.High));
        });
        Assert.Equal([53, 104], highs);
    }

    [Fact]
    public void Longer_bars_that_a_run_is_made_of_are_in_the_terms_of_after_the_split()
    {
        CorporateAction split = new(new DateOnly(2024, 1, 10), CorporateActionKind.Split, 4);
        var days = Bars.With([split], [100, 100, 100, 100, 100, 100, 100, 100, 104, 25, 26, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25]);
        var weeks = BarResampler.To(days, Resolution.Parse("1w"));
        Assert.Equal((25, 26, 25, 25), (weeks[1].Open, weeks[1].High, weeks[1].Low, weeks[1].Close));
        var result = new Scene(weeks).OnBars((0, s => s.Buy("X", 10)));
        Assert.Equal((40, 25m), (result.Fills[0].Quantity, result.Fills[0].Price));
        Assert.Equal(100_000, result.Account.Portfolio.Equity);
    }

    [Fact]
    public void A_stop_that_rests_over_a_split_is_in_its_terms_before_the_open_too()
    {
        // The office opens at nine; what trades at seven on the ex-date is in the terms of after the split.
        var start = new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        var bars = Bars.At(new Instrument { Symbol = "X" }, new OfficeHours(), Resolution.Hour,
            [.. new[] { (10, 100.0), (11, 100), (12, 100), (24 + 7, 25), (24 + 8, 25), (24 + 10, 25) }
                .Select(b => (start.AddHours(b.Item1), b.Item2, b.Item2, b.Item2, b.Item2))]);
        var series = Bars.WithActions(bars, [new(new DateOnly(2024, 1, 3), CorporateActionKind.Split, 4)]);
        var result = new Scene(series).OnBars((0, s => s.Buy("X", 10)), (1, s => s.Stop(Side.Sell, "X", 10, 90)));
        Assert.Equal(40, result.Account.Portfolio["X"].Quantity);
        Assert.Equal((22.5m, true), (result.Orders[1].StopPrice, result.Orders[1].IsOpen));
    }

    [Fact]
    public void A_share_that_only_rises_is_never_sold()
    {
        double[] prices = [.. Enumerable.Range(0, Count).Select(i => (i < SplitBar ? 4 : 1) * (50 + (i * 0.5)))];
        var result = new Scene(Bars.With([Split(4)], prices)).Run(s =>
        {
            var (fast, slow) = (s.Sma("X", 5), s.Sma("X", 20));
            s.OnBar("X", _ =>
            {
                if (slow.IsReady) s.TargetPercent("X", fast > slow ? 0.9 : 0);
                else s.Target("X", 0);
            });
        });
        Assert.True(result.Account.Portfolio["X"].Quantity > 0);
        Assert.All(result.Fills.Where(f => f.Side == Side.Sell), f => Assert.True(f.Quantity < 100));
    }

    [Fact]
    public void Total_adjustment_takes_dividends_out()
    {
        CorporateAction dividend = new(new DateOnly(2024, 1, 3), CorporateActionKind.Dividend, 2);
        var averages = new List<(double, double)>();
        new Scene(Bars.With([dividend], 100, 100, 98, 98)).Run(s =>
        {
            var total = s.Sma(s.Bars("X", adjusted: "total"), 2);
            var splits = s.Sma("X", 2);
            s.OnBar("X", _ => averages.Add((total, splits)));
        });
        Assert.Equal([(100, 100), (98, 99), (98, 98)], averages.Skip(1));
    }

    [Fact]
    public void A_split_and_a_dividend_of_one_date_are_taken_out_together()
    {
        DateOnly date = new(2024, 1, 3);
        CorporateAction[] actions = [new(date, CorporateActionKind.Split, 2), new(date, CorporateActionKind.Dividend, 1)];
        var averages = new List<double>();
        new Scene(Bars.With(actions, 100, 100, 49, 49)).Run(s =>
        {
            var total = s.Sma(s.Bars("X", adjusted: "total"), 2);
            s.OnBar("X", _ => averages.Add(total));
        });
        Assert.Equal([100, 49, 49], averages.Skip(1));
    }

    [Fact]
    public void Sessions_go_on_over_a_split_after_their_warm_up()
    {
        var series = Series(4, isAdjusted: false);
        var start = series[SplitBar - 20].End;
        var values = new List<double>();
        new LiveScene { Live = new LiveRunSettings { Start = start }, Data = _ => series }.Run(
            s =>
            {
                var average = s.Sma("X", 20);
                s.OnBar("X", _ => values.Add(average));
            },
            Enumerable.Range(SplitBar - 19, 50).Select(i => new LiveEvent(series[i].End, [new LiveBar("X", series[i])])));
        AssertSame(Values(Series(4, isAdjusted: true), Verbs["Sma"], "X").Skip(SplitBar).Take(31), values.Skip(19));
    }

    [Fact]
    public void An_indicator_of_ones_own_that_does_not_rescale_is_said_once()
    {
        var scene = new Scene(Bars.With([new(new DateOnly(2024, 1, 3), CorporateActionKind.Split, 2)], 100, 104, 52, 53));
        scene.Run(s => s.Use("X", new Last()));
        Assert.Contains("Last does not say what a split does to it", Assert.Single(scene.Lines, l => l.StartsWith("Warning", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private sealed class Last : Indicator
    {
        public override int WarmUp => 1;

        public override void Update(in Bar bar) => Value = bar.Close;
    }
}
