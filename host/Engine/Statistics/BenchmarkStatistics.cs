namespace StrategyHost.Engine.Statistics;

/// <summary>A run against holding something else, over daily returns of the days that both have.</summary>
public sealed record BenchmarkStatistics
{
    private const string TooFewDays = "there are fewer than two days in common";

    /// <summary>What it is compared with.</summary>
    public required string Symbol { get; init; }

    /// <summary>How many days both have.</summary>
    public required int Days { get; init; }

    /// <summary>The benchmark's total return over those days, as a ratio.</summary>
    public required Metric TotalReturn { get; init; }

    /// <summary>β = cov(r, b) / var(b).</summary>
    public required Metric Beta { get; init; }

    /// <summary>Jensen's α a year: (m_r − f − β·(m_b − f)) · P, as a ratio.</summary>
    public required Metric Alpha { get; init; }

    /// <summary>The correlation of the returns.</summary>
    public required Metric Correlation { get; init; }

    /// <summary>The deviation of r − b, times √P, as a ratio.</summary>
    public required Metric TrackingError { get; init; }

    /// <summary>mean(r − b) / s(r − b) · √P.</summary>
    public required Metric InformationRatio { get; init; }

    /// <summary>Compares a run with a benchmark.</summary>
    /// <param name="symbol">The benchmark's symbol.</param>
    /// <param name="initialEquity">Equity at the start.</param>
    /// <param name="daily">Equity at the end of each day.</param>
    /// <param name="closes">The benchmark's last close of each date.</param>
    /// <param name="periodsPerYear">Days a year.</param>
    /// <param name="yearlyRate">The risk-free rate.</param>
    public static BenchmarkStatistics Of(
        string symbol, double initialEquity, IReadOnlyList<(DateOnly Date, double Equity)> daily,
        IReadOnlyDictionary<DateOnly, double> closes,
        int periodsPerYear, double yearlyRate)
    {
        var own = new List<double>();
        var other = new List<double>();
        double equity = initialEquity;
        double close = double.NaN;
        double firstClose = double.NaN;
        foreach (var day in daily)
        {
            if (equity <= 0) break;
            if (!closes.TryGetValue(day.Date, out double next)) continue;
            if (double.IsNaN(close)) firstClose = next;
            else
            {
                own.Add((day.Equity / equity) - 1);
                other.Add((next / close) - 1);
            }

            (equity, close) = (day.Equity, next);
        }

        return Of(symbol, new DailyReturns(own, periodsPerYear), new DailyReturns(other, periodsPerYear), close / firstClose, yearlyRate);
    }

    /// <summary>The comparison of a run whose returns are not defined: the benchmark's own return is all that is left of it.</summary>
    public BenchmarkStatistics Undefined(string reason)
    {
        var none = Metric.Undefined(reason);
        return this with { Beta = none, Alpha = none, Correlation = none, TrackingError = none, InformationRatio = none };
    }

    private static BenchmarkStatistics Of(string symbol, DailyReturns own, DailyReturns other, double growth, double yearlyRate)
    {
        bool isShort = own.Count < 2;
        double covariance = isShort ? 0 : own.Values.Zip(other.Values, (r, b) => (r - own.Mean) * (b - other.Mean)).Sum() / (own.Count - 1);
        double variance = other.StandardDeviation * other.StandardDeviation;
        var beta = isShort ? Metric.Undefined(TooFewDays) : Metric.Ratio(covariance, variance, "the benchmark does not move");
        double free = own.PerDay(yearlyRate);
        var active = new DailyReturns(own.Values.Zip(other.Values, (r, b) => r - b), own.PeriodsPerYear);
        return new BenchmarkStatistics
        {
            Symbol = symbol,
            Days = own.Count,
            TotalReturn = isShort ? Metric.Undefined(TooFewDays) : Metric.Of(growth - 1),
            Beta = beta,
            Alpha = beta.Value is { } b ? Metric.Of((own.Mean - free - (b * (other.Mean - free))) * own.PeriodsPerYear) : beta,
            Correlation = isShort ? Metric.Undefined(TooFewDays) : Metric.Ratio(covariance, own.StandardDeviation * other.StandardDeviation,
                "one of the two does not move"),
            TrackingError = isShort ? Metric.Undefined(TooFewDays) : Metric.Of(AnnualVolatility.Of(active)),
            InformationRatio = SharpeRatio.Of(active),
        };
    }
}
