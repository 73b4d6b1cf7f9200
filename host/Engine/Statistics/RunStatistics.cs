using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Runs;

namespace StrategyHost.Engine.Statistics;

/// <summary>The figures of a run. Ratios are plain numbers, 0.12 for 12 %.</summary>
public sealed record RunStatistics
{
    private const int DrawdownsKept = 5;

    /// <summary>Whose formulas the ratios follow.</summary>
    public required RatioConvention Convention { get; init; }

    /// <inheritdoc cref="BacktestResult.PeriodsPerYear"/>
    public required int PeriodsPerYear { get; init; }

    /// <summary>Final equity over initial equity, less one.</summary>
    public required Metric TotalReturn { get; init; }

    /// <inheritdoc cref="GeometricReturn.Compound"/>
    public required Metric Cagr { get; init; }

    /// <inheritdoc cref="Statistics.AnnualVolatility.Of"/>
    public required Metric AnnualVolatility { get; init; }

    /// <inheritdoc cref="SharpeRatio.Of"/>
    public required Metric Sharpe { get; init; }

    /// <inheritdoc cref="SharpeRatio.Autocorrelated"/>
    public required Metric SharpeAutocorrelated { get; init; }

    /// <inheritdoc cref="ProbabilisticSharpe.Of"/>
    public required Metric ProbabilisticSharpe { get; init; }

    /// <inheritdoc cref="SortinoRatio.Of"/>
    public required Metric Sortino { get; init; }

    /// <summary>CAGR over the largest drawdown.</summary>
    public required Metric Calmar { get; init; }

    /// <inheritdoc cref="OmegaRatio.Of"/>
    public required Metric Omega { get; init; }

    /// <summary>The largest fall from a running peak, the start included, over every mark; a positive ratio.</summary>
    public required double MaxDrawdown { get; init; }

    /// <summary>How many days it lasted from its peak to its recovery, or to the end.</summary>
    public required double MaxDrawdownDays { get; init; }

    /// <inheritdoc cref="ValueAtRisk.Historical"/>
    public required Metric ValueAtRisk95 { get; init; }

    /// <inheritdoc cref="ValueAtRisk.Parametric"/>
    public required Metric ValueAtRisk95Parametric { get; init; }

    /// <summary>Closed round trips.</summary>
    public required TradeStatistics Trades { get; init; }

    /// <summary>The absolute value of all positions over equity, weighted by time.</summary>
    public required double Exposure { get; init; }

    /// <summary>The value of all that was bought and sold over mean daily equity, a year.</summary>
    public required Metric Turnover { get; init; }

    /// <summary>The run against a benchmark; null when there is none.</summary>
    public BenchmarkStatistics? Benchmark { get; init; }

    /// <summary>The return of each year.</summary>
    public required IReadOnlyList<PeriodReturn> YearlyReturns { get; init; }

    /// <summary>The return of each month.</summary>
    public required IReadOnlyList<PeriodReturn> MonthlyReturns { get; init; }

    /// <summary>The five deepest falls by the ends of days, deepest first.</summary>
    public required IReadOnlyList<DrawdownEpisode> WorstDrawdowns { get; init; }

    /// <summary>The Sharpe ratio of the half year before each day.</summary>
    public required IReadOnlyList<(DateOnly Date, Metric Sharpe)> RollingSharpe { get; init; }

    /// <summary>The figures of a run.</summary>
    /// <param name="result">The run.</param>
    /// <param name="yearlyRate">The risk-free rate, as a ratio.</param>
    /// <param name="convention">Whose formulas the ratios follow.</param>
    /// <param name="benchmark">The bars of what it is compared with; null for nothing.</param>
    public static RunStatistics Of(BacktestResult result, double yearlyRate = 0, RatioConvention convention = RatioConvention.Standard,
        BarSeries? benchmark = null)
    {
        var curve = result.Equity;
        double start = curve.InitialEquity;
        double end = curve.Latest.Equity;
        var days = curve.Days;
        var ruin = Ruin.Of(result);
        var returns =
            DailyReturns.Of(start, days.Where(d => ruin is null || d.Date < ruin.Date).Select(d => d.Equity), result.PeriodsPerYear);
        var span = result.To - result.From;
        double deepest = curve.Drawdown.Deepest;
        Metric Unless(Metric metric) => ruin is null ? metric : Metric.Undefined(ruin.Reason);
        var cagr = Unless(GeometricReturn.Compound(start, end, span, convention));
        var compared = benchmark is null ? null : BenchmarkStatistics.Of(benchmark.Instrument.Symbol, start, days, ClosesOf(benchmark),
            returns.PeriodsPerYear, yearlyRate);
        double meanEquity = days.Average(d => d.Equity);
        return new RunStatistics
        {
            Convention = convention,
            PeriodsPerYear = returns.PeriodsPerYear,
            TotalReturn = Metric.Of((end / start) - 1),
            Cagr = cagr,
            AnnualVolatility = Unless(returns.Count < 2
                ? Metric.Undefined("there are fewer than two days") : Metric.Of(Statistics.AnnualVolatility.Of(returns))),
            Sharpe = Unless(SharpeRatio.Of(returns, yearlyRate, convention)),
            SharpeAutocorrelated = Unless(SharpeRatio.Autocorrelated(returns, yearlyRate)),
            ProbabilisticSharpe = Unless(Statistics.ProbabilisticSharpe.Of(returns)),
            Sortino = Unless(SortinoRatio.Of(returns, yearlyRate, convention)),
            Calmar = cagr.Value is { } growth ? Metric.Ratio(growth, deepest, "equity never fell") : cagr,
            Omega = Unless(OmegaRatio.Of(returns)),
            MaxDrawdown = deepest,
            MaxDrawdownDays = curve.Drawdown.DeepestLength.TotalDays,
            ValueAtRisk95 = Unless(ValueAtRisk.Historical(returns)),
            ValueAtRisk95Parametric = Unless(ValueAtRisk.Parametric(returns)),
            Trades = TradeStatistics.Of(result.RoundTrips),
            Exposure = curve.MeanExposure,
            Turnover = meanEquity > 0
                ? Metric.Of((double)result.Totals.TradedValue / GeometricReturn.Years(span) / meanEquity)
                : Metric.Undefined("mean equity is not above zero"),
            Benchmark = ruin is null ? compared : compared?.Undefined(ruin.Reason),
            YearlyReturns = PeriodReturn.Yearly(start, days),
            MonthlyReturns = PeriodReturn.Monthly(start, days),
            WorstDrawdowns = DrawdownEpisode.Worst(start, days, DrawdownsKept),
            RollingSharpe = [.. Statistics.RollingSharpe.Of([.. days.Select(d => d.Date)], returns)],
        };
    }

    /// <summary>What the holder of one unit has at the end of each date: splits are counted, and dividends as if they had bought
    /// more.</summary>
    private static Dictionary<DateOnly, double> ClosesOf(BarSeries series)
    {
        var closes = new Dictionary<DateOnly, double>();
        double units = 1;
        double before = double.NaN;
        int nextAction = 0;
        long nextTime = ActionSchedule.TicksOf(series, 0);
        for (int i = 0; i < series.Count; i++)
        {
            var bar = series[i];
            for (; bar.End.Ticks > nextTime; nextTime = ActionSchedule.TicksOf(series, ++nextAction))
            {
                double scale = ActionSchedule.ScaleOf(series.Actions[nextAction], before).Prices;
                units /= scale;
                before *= scale;
            }

            closes[series.Calendar.DateOf(bar.End)] = units * bar.Close;
            before = bar.Close;
        }

        return closes;
    }
}
