using System.Globalization;

namespace StrategyHost.Data.Checks;

/// <summary>Finds where bars are missing, by the calendar where it knows its sessions, otherwise by the usual step between bars.</summary>
internal static class GapCheck
{
    private static readonly TimeSpan LongestUsualGap = TimeSpan.FromDays(5);

    public static IEnumerable<Finding> Of(BarSeries series)
    {
        if (series.Count == 0) return [];
        bool knowsSessions = KnowsSessions(series);
        if (!knowsSessions) return LongSteps(series, LongestUsualGap);
        if (series.Resolution is { IsOfDays: true, IsDaily: false }) return MissingPeriods(series);
        return series.Resolution.IsDaily ? MissingDays(series) : MissingDays(series).Concat(MissingBars(series)).Concat(Outside(series));
    }

    private static bool KnowsSessions(BarSeries series)
    {
        var date = series.Calendar.DateOf(series[0].End);
        return Enumerable.Range(0, 10).Any(d => series.Calendar.SessionOn(date.AddDays(d)) is not null);
    }

    private static IEnumerable<Finding> MissingDays(BarSeries series)
    {
        var calendar = series.Calendar;
        var has = Dates(series);
        var last = calendar.DateOf(series[series.Count - 1].End);
        for (var date = calendar.DateOf(series[0].End); date <= last; date = date.AddDays(1))
        {
            if (calendar.SessionOn(date) is { } session && !has.Contains(date))
                yield return new Finding("missing day", session.Close,
                    string.Create(CultureInfo.InvariantCulture, $"there is no bar on {date:yyyy-MM-dd}, when {calendar.Name} was open"));
        }

        foreach (var date in has.Where(d => calendar.SessionOn(d) is null).Order())
        {
            var end = calendar.ToUtc(date.ToDateTime(TimeOnly.MinValue).AddDays(1));
            yield return new Finding("closed day", end,
                string.Create(CultureInfo.InvariantCulture, $"there is a bar on {date:yyyy-MM-dd}, when {calendar.Name} was closed"));
        }
    }

    /// <summary>Bars that are missing on days that have some.</summary>
    private static IEnumerable<Finding> MissingBars(BarSeries series)
    {
        var calendar = series.Calendar;
        var has = Dates(series);
        for (int i = 1; i < series.Count; i++)
        {
            var before = series[i - 1];
            var bar = series[i];
            if (bar.Start == before.End || bar.Start - before.End > LongestUsualGap) continue;
            int missing = 0;
            for (var start = before.End; start < bar.Start; start += series.Resolution.Span)
            {
                if (calendar.IsOpen(start) && has.Contains(calendar.DateOf(start + series.Resolution.Span))) missing++;
            }

            if (missing > 0)
                yield return new Finding("missing bars", bar.End,
                    string.Create(CultureInfo.InvariantCulture,
                        $"{missing} missing between {before.End:yyyy-MM-ddTHH:mm:ssZ} and {bar.Start:yyyy-MM-ddTHH:mm:ssZ}"));
        }
    }

    private static HashSet<DateOnly> Dates(BarSeries series)
    {
        var dates = new HashSet<DateOnly>();
        for (int i = 0; i < series.Count; i++) dates.Add(series.Calendar.DateOf(series[i].End));
        return dates;
    }

    private static IEnumerable<Finding> Outside(BarSeries series)
    {
        int count = 0;
        DateTime first = default;
        for (int i = 0; i < series.Count; i++)
        {
            if (series.Calendar.IsOpen(series[i].Start)) continue;
            if (count++ == 0) first = series[i].End;
        }

        if (count > 0)
            yield return new Finding("outside the session", first,
                string.Create(CultureInfo.InvariantCulture,
                    $"{count} bars lie outside the sessions of {series.Calendar.Name}, the first of them here"));
    }

    /// <summary>Weeks and months that are missing; a week in which the market was closed is none.</summary>
    private static IEnumerable<Finding> MissingPeriods(BarSeries series)
    {
        var calendar = series.Calendar;
        for (int i = 1; i < series.Count; i++)
        {
            var first = calendar.DateOf(series[i - 1].End).AddDays(1);
            var last = calendar.DateOf(series[i].Start.AddTicks(1)).AddDays(-1);
            if (series[i].Start - series[i - 1].End <= LongestUsualGap) continue;
            int sessions =
                Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Count(d => calendar.SessionOn(first.AddDays(d)) is not null);
            if (sessions > 0)
                yield return new Finding("missing bars", series[i].End,
                    string.Create(CultureInfo.InvariantCulture,
                        $"there is no bar from {first:yyyy-MM-dd} to {last:yyyy-MM-dd}, when {calendar.Name} was open on {sessions} days"));
        }
    }

    private static IEnumerable<Finding> LongSteps(BarSeries series, TimeSpan longest)
    {
        for (int i = 1; i < series.Count; i++)
        {
            var step = series[i].Start - series[i - 1].End;
            if (step > longest)
                yield return new Finding("gap", series[i].End,
                    string.Create(CultureInfo.InvariantCulture,
                        $"there is no bar for {step.TotalDays:0.#} days before {series[i].Start:yyyy-MM-dd}"));
        }
    }
}
