namespace StrategyHost.Engine.Statistics;

/// <summary>
/// Simple returns of equity from the close of one trading day to that of the next, as ratios. Days without a change
/// count. <see cref="PeriodsPerYear"/> is 252 for exchanges, 365 for markets that never close, 260 for currencies; a run on weekly or
/// monthly bars
/// has returns of weeks, 52 a year, or months, 12. Returns end with the first equity at or below zero: nothing can be earned on nothing.
/// </summary>
public sealed class DailyReturns
{
    private readonly double[] returns;

    /// <summary>Returns, oldest first.</summary>
    public DailyReturns(IEnumerable<double> returns, int periodsPerYear)
    {
        this.returns = [.. returns];
        PeriodsPerYear = periodsPerYear;
        Mean = this.returns.Length == 0 ? 0 : this.returns.Sum() / this.returns.Length;
        StandardDeviation = this.returns.Length < 2 ? 0 : Math.Sqrt(SquaresAround(Mean) / (this.returns.Length - 1));
    }

    /// <summary>The returns, oldest first.</summary>
    public IReadOnlyList<double> Values => returns;

    /// <summary>How many there are.</summary>
    public int Count => returns.Length;

    /// <summary>Days a year.</summary>
    public int PeriodsPerYear { get; }

    /// <summary>The arithmetic mean, m; 0 for none.</summary>
    public double Mean { get; }

    /// <summary>The sample standard deviation, s, with n − 1; 0 for fewer than two.</summary>
    public double StandardDeviation { get; }

    /// <summary>The returns of equity at the end of each day, the first against the equity at the start, up to the first equity at or below
    /// zero.</summary>
    public static DailyReturns Of(double initialEquity, IEnumerable<double> dailyEquity, int periodsPerYear)
    {
        var returns = new List<double>();
        double before = initialEquity;
        foreach (double equity in dailyEquity)
        {
            if (before <= 0) break;
            returns.Add((equity / before) - 1);
            before = equity;
        }

        return new DailyReturns(returns, periodsPerYear);
    }

    /// <summary>So many of them that lie behind one another.</summary>
    public DailyReturns Slice(int start, int count) => new(returns.AsSpan(start, count).ToArray(), PeriodsPerYear);

    /// <summary>What a yearly rate is a day: (1 + rate)^(1/P) − 1.</summary>
    public double PerDay(double yearlyRate) => Math.Pow(1 + yearlyRate, 1.0 / PeriodsPerYear) - 1;

    private double SquaresAround(double mean)
    {
        double sum = 0;
        foreach (double value in returns) sum += (value - mean) * (value - mean);
        return sum;
    }
}
