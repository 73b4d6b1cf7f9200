using System.Globalization;

namespace StrategyHost.Data.Checks;

/// <summary>Looks a series over for what is likely to be wrong with it though every single bar can be read.</summary>
public static class SeriesCheck
{
    private const int Neighbours = 50;
    private const double SpikeFactor = 15;
    private const double SmallestSpike = 0.05;

    /// <summary>What was found, oldest first for each kind.</summary>
    public static IReadOnlyList<Finding> Of(BarSeries series)
    {
        var findings = new List<Finding>();
        if (series.Resolution.IsTick) return findings;
        for (int i = 0; i < series.Count; i++)
        {
            var bar = series[i];
            if (PriceProblem(bar) is { } problem) findings.Add(new Finding("bad price", bar.End, problem));
            if (i > 0) CheckOrder(series[i - 1], bar, findings);
        }

        findings.AddRange(GapCheck.Of(series));
        findings.AddRange(Spikes(series));
        return findings;
    }

    private static string? PriceProblem(in Bar bar) => Bars.BarRules.OfPrices(bar);

    private static void CheckOrder(in Bar before, in Bar bar, List<Finding> findings)
    {
        if (bar.End == before.End) findings.Add(new Finding("duplicate", bar.End, "a bar ends at the same time as the one before it"));
        else if (bar.End < before.End) findings.Add(new Finding("out of order", bar.End, "a bar ends before the one before it"));
        else if (bar.Start < before.Start) findings.Add(new Finding("overlap", bar.End, "a bar begins before the one before it"));
    }

    /// <summary>Closes that jump away from both neighbours by many times the usual step and come back.</summary>
    private static IEnumerable<Finding> Spikes(BarSeries series)
    {
        var steps = new Queue<double>();
        for (int i = 1; i < series.Count - 1; i++)
        {
            double before = Step(series[i - 1].Close, series[i].Close);
            double after = Step(series[i].Close, series[i + 1].Close);
            double usual = steps.Count == 0 ? 0 : steps.Average(Math.Abs);
            bool isSpike = before * after < 0 && Math.Min(Math.Abs(before), Math.Abs(after)) > Math.Max(SmallestSpike, SpikeFactor * usual)
                && steps.Count == Neighbours;
            if (isSpike)
            {
                yield return new Finding("spike", series[i].End, string.Create(
                    CultureInfo.InvariantCulture,
                    $"the close {series[i].Close} stands alone between {series[i - 1].Close} and {series[i + 1].Close}"));
                continue;
            }

            steps.Enqueue(before);
            if (steps.Count > Neighbours) steps.Dequeue();
        }
    }

    private static double Step(double from, double to) => from > 0 && to > 0 ? Math.Log(to / from) : 0;
}
