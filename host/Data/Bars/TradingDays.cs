using NodaTime;
using StrategyHost.Data.Calendars;

namespace StrategyHost.Data.Bars;

/// <summary>How many days a year a market trades that has no calendar, by the dates of its bars.</summary>
internal static class TradingDays
{
    /// <summary>A date with fewer bars than this part of the usual number is the rest of a session that passes midnight, not a trading
    /// day.</summary>
    private const double SmallestPart = 0.25;
    private const double DaysPerYear = 365.25;
    private const int DaysToObserve = 365;

    /// <summary>How far an observed number may lie from a usual one to be taken for it.</summary>
    private const double Tolerance = 4;

    /// <summary>Part of all days from which on a market trades on every day of the week: on six and a half of seven.</summary>
    private const double EveryDay = 6.5 / 7;

    private static readonly int[] Usual = [252, 260, 365];

    // No zone is ahead of UTC by anything finer than a quarter of an hour, so one look at each quarter is enough.
    private static readonly long TicksPerQuarter = TimeSpan.FromMinutes(15).Ticks;

    /// <summary>
    /// Trading days a year: of a year or more, as many as were observed, 252, 260 or 365 where that is near; of less, 365 where every
    /// day of the week trades, 252 otherwise.
    /// </summary>
    public static int PerYear(BarColumns bars, DateTimeZone zone)
    {
        var counts = Counts(bars.Starts, zone);
        double usualCount = counts.Select(c => c.Bars).Order().ElementAt(counts.Count / 2);
        var dates = counts.Where(c => c.Bars >= usualCount * SmallestPart).Select(c => c.Date).ToList();
        int span = dates[^1].DayNumber - dates[0].DayNumber + 1;
        double share = (double)dates.Count / span;
        if (span < DaysToObserve) return share >= EveryDay && TradesOnWeekends(dates) ? 365 : 252;
        double observed = share * DaysPerYear;
        int nearest = Usual.MinBy(u => Math.Abs(u - observed));
        return Math.Abs(nearest - observed) <= Tolerance ? nearest : Math.Max(1, (int)Math.Round(observed));
    }

    private static bool TradesOnWeekends(List<DateOnly> dates) => dates.Exists(d => d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static List<(DateOnly Date, int Bars)> Counts(ReadOnlySpan<long> starts, DateTimeZone zone)
    {
        var counts = new List<(DateOnly Date, int Bars)>();
        long quarter = -1;
        foreach (long start in starts)
        {
            if (start / TicksPerQuarter != quarter)
            {
                quarter = start / TicksPerQuarter;
                var date = DateOnly.FromDateTime(zone.ToLocal(new DateTime(start, DateTimeKind.Utc)));
                if (counts.Count == 0 || counts[^1].Date != date) counts.Add((date, 0));
            }

            counts[^1] = (counts[^1].Date, counts[^1].Bars + 1);
        }

        return counts;
    }
}
