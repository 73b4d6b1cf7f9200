using StrategyHost.Engine.Runs;

namespace StrategyHost.Engine.Statistics;

/// <summary>The figures of a run. Ratios are plain numbers, 0.12 for 12 %.</summary>
public sealed record RunStatistics
{
    /// <summary>Whose formulas the ratios follow.</summary>
    public required RatioConvention Convention { get; init; }

    /// <summary>Trading days a year.</summary>
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

    /// <summary>The figures of a run.</summary>
    public static RunStatistics Of(BacktestResult result, double yearlyRate = 0, RatioConvention convention = RatioConvention.Standard)
    {
        var curve = result.Equity;
        double start = curve.InitialEquity;
        double end = curve.Equities[^1];
        var daily = curve.Daily(result.Calendar).Select(d => d.Equity).ToList();
        var returns = DailyReturns.Of(start, daily, result.Calendar.PeriodsPerYear);
        var span = result.To - result.From;
        var cagr = GeometricReturn.Compound(start, end, span, convention);
        double deepest = curve.Drawdown.Deepest;
        return new RunStatistics
        {
            Convention = convention,
            PeriodsPerYear = returns.PeriodsPerYear,
            TotalReturn = Metric.Of((end / start) - 1),
            Cagr = cagr,
            AnnualVolatility = returns.Count < 2 ? Metric.Undefined("there are fewer than two days") : Metric.Of(Statistics.AnnualVolatility.Of(returns)),
            Sharpe = SharpeRatio.Of(returns, yearlyRate, convention),
            SharpeAutocorrelated = SharpeRatio.Autocorrelated(returns, yearlyRate),
            ProbabilisticSharpe = Statistics.ProbabilisticSharpe.Of(returns),
            Sortino = SortinoRatio.Of(returns, yearlyRate, convention),
            Calmar = cagr.Value is { } growth ? Metric.Ratio(growth, deepest, "equity never fell") : cagr,
            Omega = OmegaRatio.Of(returns),
            MaxDrawdown = deepest,
            MaxDrawdownDays = curve.Drawdown.DeepestLength.TotalDays,
            ValueAtRisk95 = ValueAtRisk.Historical(returns),
            ValueAtRisk95Parametric = ValueAtRisk.Parametric(returns),
            Trades = TradeStatistics.Of(result.RoundTrips),
            Exposure = curve.MeanExposure,
            Turnover = Metric.Ratio((double)result.Account.TradedValue / GeometricReturn.Years(span), daily.Average(), "mean equity is zero"),
        };
    }
}
