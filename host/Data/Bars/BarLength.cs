using System.Globalization;
using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Bars;

/// <summary>
/// Tells how long bars are from the times of their rows: by the commonest step between them, not the shortest, because the first or the
/// last bar of
/// a session can be shorter than the others.
/// </summary>
internal static class BarLength
{
    /// <summary>Where so large a part of the steps is equal, shorter ones that nothing explains are contradictions.</summary>
    private const double ClearMajority = 0.5;

    private static readonly long OneDay = TimeSpan.TicksPerDay;

    // The steps of days that bars of weeks and months have: months are dated by their first, last or trading days.
    private static readonly (int Shortest, int Longest, Resolution Resolution)[] Periods =
    [
        (1, 1, Resolution.Day),
        (5, 9, Resolution.Week),
        (26, 35, Resolution.Month),
        (85, 97, Resolution.OfMonths(3)),
        (178, 190, Resolution.OfMonths(6)),
        (359, 372, Resolution.OfMonths(12)),
    ];

    /// <summary>The length of bars; null where the rows do not tell it.</summary>
    /// <param name="times">The times of the first rows.</param>
    /// <param name="stamps">What the times stand for; null where that is not known.</param>
    public static Resolution? Infer(IReadOnlyList<ReadTime> times, BarStamps? stamps)
    {
        var steps = Steps(times);
        if (steps.Count == 0) return times.All(t => t.IsDate) ? Resolution.Day : null;
        long shortest = steps.Min();
        bool isOfDays = times.All(t => t.IsDate) || shortest >= OneDay || Commonest(steps).Step >= OneDay - TimeSpan.TicksPerHour;
        if (isOfDays && shortest >= OneDay - TimeSpan.TicksPerHour)
            return OfDays([.. steps.Select(s => (int)Math.Round((double)s / OneDay))], times);
        return OfTime(steps, shortest, stamps);
    }

    private static List<long> Steps(IReadOnlyList<ReadTime> times)
    {
        var steps = new List<long>();
        for (int i = 1; i < times.Count; i++)
        {
            // Newest first is a step as well; a step of zero is the second pass of an hour that the clocks repeat, or a row that stands
            // twice.
            long step = Math.Abs((times[i].Time - times[i - 1].Time).Ticks);
            if (step > 0) steps.Add(step);
        }

        return steps;
    }

    /// <summary>The commonest step with its number; of several that are equally common the longest that a bar can have.</summary>
    private static (long Step, int Count) Commonest(List<long> steps)
    {
        var most = steps.CountBy(s => s).OrderByDescending(c => c.Value).ThenBy(c => Length(c.Key) is null).ThenByDescending(c => c.Key)
            .First();
        return (most.Key, most.Value);
    }

    /// <summary>Days, weeks or months, in steps of whole days.</summary>
    private static Resolution? OfDays(List<int> steps, IReadOnlyList<ReadTime> times)
    {
        var (shortest, _, resolution) = Periods.MaxBy(p => Count(p, steps));
        // Some sources add a last row of the week or month that is not over.
        if (steps.Count > 2 && steps[^1] < shortest) steps.RemoveAt(steps.Count - 1);
        bool isMajority = Count(Periods.First(p => p.Resolution == resolution), steps) > steps.Count * ClearMajority;
        if (steps.Min() == 1) return resolution.IsDaily || !isMajority ? Resolution.Day : null;
        if (isMajority && steps.Count > 1 && steps.Min() >= shortest)
            return resolution.Months > 0 && !IsDatedByMonths(times) ? null : resolution;
        bool areLikePeriods = Periods.Skip(1).Any(p => Count(p, steps) > 0);
        if (areLikePeriods) return isMajority || steps.Min() >= Periods[1].Shortest ? null : Resolution.Day;
        bool areEqual = steps.Count > 2 && steps.Distinct().Count() == 1;
        return areEqual ? null : Resolution.Day;
    }

    private static int Count((int Shortest, int Longest, Resolution Resolution) period, List<int> steps) =>
        steps.Count(s => s >= period.Shortest && s <= period.Longest);

    /// <summary>Whether most dates lie at the beginning or the end of a month. A bar that is dated in the middle could be of any thirty
    /// days.</summary>
    private static bool IsDatedByMonths(IReadOnlyList<ReadTime> times) =>
        times.Count(t => t.Time.Day is <= 6 or >= 25) > times.Count * ClearMajority;

    private static Resolution? OfTime(List<long> steps, long shortest, BarStamps? stamps)
    {
        var (commonest, count) = Commonest(steps);
        bool isMajority = count > steps.Count * ClearMajority;
        if (shortest != commonest)
        {
            bool isExplained =
                Enumerable.Range(0, steps.Count).All(i => steps[i] >= commonest || IsOfShortBar(steps, i, commonest, stamps));
            int shortestCount = steps.Count(s => s == shortest);
            if (isExplained && shortestCount == count) return null;
            if (isExplained) return Length(commonest);
            if (isMajority) return null;
        }

        return Length(shortest);
    }

    /// <summary>Whether a step is that of a bar which is shorter than the others: the first of a session where times are starts, the last
    /// where they are ends.</summary>
    private static bool IsOfShortBar(List<long> steps, int index, long commonest, BarStamps? stamps)
    {
        bool isFirst = index == 0 || steps[index - 1] > commonest;
        bool isLast = index == steps.Count - 1 || steps[index + 1] > commonest;
        return (stamps != BarStamps.End && isFirst) || (stamps != BarStamps.Start && isLast);
    }

    private static Resolution? Length(long step) =>
        step >= TimeSpan.TicksPerSecond && step % TimeSpan.TicksPerSecond == 0 && OneDay % step == 0
            ? Resolution.Of(TimeSpan.FromTicks(step)) : null;

    /// <summary>What to say where the rows do not tell.</summary>
    public static string Unclear(string file, IReadOnlyList<ReadTime> times)
    {
        var steps = Steps(times);
        string seen = steps.Count == 0 ? "" : $" (most are {Text(Commonest(steps).Step)} apart, the nearest {Text(steps.Min())})";
        return $"{file}: its rows do not tell how long the bars are{seen}: give --resolution, such as 1m, 1h, 1d, 1w or 1mo, or a name "
            + $"such as SYMBOL.1w.csv.";
    }

    private static string Text(long step) => step % OneDay == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{step / OneDay} days")
        : TimeSpan.FromTicks(step).ToString("c", CultureInfo.InvariantCulture);
}
