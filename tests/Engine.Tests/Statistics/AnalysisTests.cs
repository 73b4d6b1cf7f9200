using StrategyHost.Engine.Statistics;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Statistics;

/// <summary>What comes of daily equity: periods, falls, and the comparison with a benchmark.</summary>
public sealed class AnalysisTests
{
    private static (DateOnly, double)[] Days(params (string Date, double Equity)[] days) =>
        [.. days.Select(d => (DateOnly.Parse(d.Date, System.Globalization.CultureInfo.InvariantCulture), d.Equity))];

    [Fact]
    public void Months_and_years_follow_one_another()
    {
        var days = Days(("2020-01-30", 110), ("2020-01-31", 120), ("2020-02-28", 90), ("2021-01-04", 99));
        Assert.Equal([("2020-01", 0.2), ("2020-02", -0.25), ("2021-01", 0.1)],
            PeriodReturn.Monthly(100, days).Select(m => (m.Period, Math.Round(m.Return.Value!.Value, 12))));
        Assert.Equal([("2020", -0.1), ("2021", 0.1)],
            PeriodReturn.Yearly(100, days).Select(m => (m.Period, Math.Round(m.Return.Value!.Value, 12))));
    }

    [Fact]
    public void Falls_have_a_peak_a_trough_and_a_recovery()
    {
        var days = Days(("2020-01-01", 90), ("2020-01-02", 100), ("2020-01-03", 120), ("2020-01-06", 90), ("2020-01-07", 60),
            ("2020-01-08", 130), ("2020-01-09", 117));
        Assert.Equal(
            [
                new DrawdownEpisode(new DateOnly(2020, 1, 3), new DateOnly(2020, 1, 7), new DateOnly(2020, 1, 8), 0.5),
                new DrawdownEpisode(null, new DateOnly(2020, 1, 1), new DateOnly(2020, 1, 2), 0.1),
                new DrawdownEpisode(new DateOnly(2020, 1, 8), new DateOnly(2020, 1, 9), null, 0.1),
            ],
            DrawdownEpisode.Worst(100, days, 5).Select(e => e with { Depth = Math.Round(e.Depth, 12) }));
        Assert.Single(DrawdownEpisode.Worst(100, days, 1));
    }

    [Fact]
    public void Twice_the_benchmark_has_a_beta_of_two()
    {
        double[] moves = [0.01, -0.02, 0.03, 0.005, -0.01];
        double equity = 100, close = 50;
        var days = new List<(DateOnly, double)> { (new DateOnly(2020, 1, 1), 100) };
        var closes = new Dictionary<DateOnly, double> { [new DateOnly(2020, 1, 1)] = 50 };
        for (int i = 0; i < moves.Length; i++)
        {
            equity *= 1 + (2 * moves[i]) + 0.001;
            close *= 1 + moves[i];
            days.Add((new DateOnly(2020, 1, 2 + i), equity));
            closes[new DateOnly(2020, 1, 2 + i)] = close;
        }

        days.Add((new DateOnly(2020, 1, 20), equity)); // a day that the benchmark does not have
        var benchmark = BenchmarkStatistics.Of("B", 100, days, closes, 252, 0);
        Assert.Equal(5, benchmark.Days);
        Assert.Equal(2, benchmark.Beta.Value!.Value, 9);
        Assert.Equal(0.252, benchmark.Alpha.Value!.Value, 9);
        Assert.Equal(1, benchmark.Correlation.Value!.Value, 9);
        Assert.Equal((close / 50) - 1, benchmark.TotalReturn.Value!.Value, 9);
        Assert.Equal(benchmark.InformationRatio.Value!.Value * benchmark.TrackingError.Value!.Value, 252 * (moves.Average() + 0.001), 9);
    }

    [Theory]
    [InlineData(CorporateActionKind.Split, 4, 0.25)]
    [InlineData(CorporateActionKind.Split, 0.1, 10)]
    [InlineData(CorporateActionKind.Dividend, 52, 0.5)]
    public void A_benchmark_is_worth_what_its_holder_has(CorporateActionKind kind, double value, double after)
    {
        double[] prices = [100, 102, 104, 103, 107, 110];
        double[] raw = [.. prices.Select((p, i) => i < 3 ? p : p * after)];
        RunStatistics With(BarSeries benchmark) => RunStatistics.Of(new Scene(Bars.Flat(prices)).OnBars((0, s => s.Buy("X", 900))),
            benchmark: benchmark);
        var plain = With(Bars.Flat(prices)).Benchmark!;
        var acted = With(Bars.With([new CorporateAction(new DateOnly(2024, 1, 4), kind, (decimal)value)], raw)).Benchmark!;
        Assert.Equal(plain.TotalReturn.Value!.Value, acted.TotalReturn.Value!.Value, 9);
        Assert.Equal(plain.Beta.Value!.Value, acted.Beta.Value!.Value, 9);
    }

    [Fact]
    public void A_comparison_without_days_in_common_is_undefined()
    {
        var benchmark = BenchmarkStatistics.Of("B", 100, Days(("2020-01-01", 101)), new Dictionary<DateOnly, double>(), 252, 0);
        Assert.All([benchmark.Beta, benchmark.Alpha, benchmark.Correlation, benchmark.TrackingError, benchmark.TotalReturn],
            m => Assert.Equal("there are fewer than two days in common", m.Reason));
    }

    [Fact]
    public void The_ratio_rolls_over_half_a_year()
    {
        var dates = Enumerable.Range(0, 130).Select(i => new DateOnly(2020, 1, 1).AddDays(i)).ToList();
        var returns = new DailyReturns(Enumerable.Range(0, 130).Select(i => i % 3 == 0 ? 0.01 : -0.004), 252);
        var rolling = RollingSharpe.Of(dates, returns).ToList();
        Assert.Equal(5, rolling.Count);
        Assert.Equal(dates[125], rolling[0].Date);
        Assert.Equal(SharpeRatio.Of(new DailyReturns(returns.Values.Take(126), 252)), rolling[0].Sharpe);
    }
}
