using NodaTime;
using StrategyHost.Data.Calendars;
using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Bars;

/// <summary>Turns the times of rows into the spans of bars.</summary>
internal sealed class BarStamper
{
    private const int DaysPerWeek = 7;
    private const long TicksPerHalfHour = 30 * TimeSpan.TicksPerMinute;
    private readonly TradingCalendar calendar;
    private readonly DateTimeZone zone;
    private readonly Resolution resolution;
    private readonly BarStamps? stamps;
    private readonly long phase;
    private readonly DayOfWeek firstOfWeek = DayOfWeek.Monday;
    private TradingSession session;

    /// <summary>A stamper.</summary>
    /// <param name="calendar">The market's calendar.</param>
    /// <param name="zone">The zone of times that carry no offset.</param>
    /// <param name="resolution">How long the bars are.</param>
    /// <param name="stamps">What the times stand for; null only for bars of days.</param>
    /// <param name="sample">The times of the first rows, which show where most bars begin.</param>
    public BarStamper(TradingCalendar calendar, DateTimeZone zone, Resolution resolution, BarStamps? stamps, IReadOnlyList<ReadTime> sample)
    {
        this.calendar = calendar;
        this.zone = zone;
        this.resolution = resolution;
        this.stamps = stamps;
        if (!resolution.IsOfDays) phase = Commonest(sample, t => PhaseOf(Utc(t)));
        else if (resolution == Resolution.Week && stamps is not null) firstOfWeek = FirstOfWeek(sample);
    }

    /// <summary>Whether the dates of weeks begin none of the usual weeks: neither on a Monday nor, for the last session of a week, on a
    /// Friday.</summary>
    public static bool NeedsStamps(IReadOnlyList<ReadTime> sample) =>
        Commonest(sample, t => (long)t.Time.DayOfWeek) is not ((long)DayOfWeek.Monday or (long)DayOfWeek.Friday);

    /// <summary>The span of the bar of a row, in UTC.</summary>
    /// <param name="time">The row's time.</param>
    /// <param name="previousEnd">When the bar before it ended, UTC ticks; 0 for the first.</param>
    public (DateTime Start, DateTime End) SpanOf(ReadTime time, long previousEnd)
    {
        if (!resolution.IsOfDays) return IntradaySpan(Utc(time), previousEnd);
        var (first, last) = DatesOf(time);
        return calendar.SpanOf(first, last);
    }

    /// <summary>
    /// Whether a bar is shorter than the others because the next begins before it would have ended: its start is not where bars of its
    /// length
    /// begin, such as 09:30, and that of the next is, such as 10:00.
    /// </summary>
    /// <param name="start">When the bar starts, UTC.</param>
    /// <param name="nextStart">When the next starts, UTC.</param>
    public bool IsShortened(DateTime start, DateTime nextStart) =>
        !resolution.IsOfDays && stamps == BarStamps.Start && nextStart > start && PhaseOf(start) != phase && PhaseOf(nextStart) == phase;

    private static long Commonest(IEnumerable<ReadTime> sample, Func<ReadTime, long> of) =>
        sample.CountBy(of).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => c.Key).FirstOrDefault();

    private long PhaseOf(DateTime utc) => calendar.ToLocal(utc).TimeOfDay.Ticks % resolution.Span.Ticks;

    private DateTime Utc(ReadTime time) => time.Time.Kind == DateTimeKind.Utc ? time.Time : zone.ToUtc(time.Time);

    /// <summary>The day with which weeks begin whose bars are dated by their first or, exclusively or inclusively, by their last
    /// day.</summary>
    private DayOfWeek FirstOfWeek(IReadOnlyList<ReadTime> sample)
    {
        var commonest = (DayOfWeek)Commonest(sample, t => (long)DateOf(t).DayOfWeek);
        return stamps == BarStamps.Start ? commonest : (DayOfWeek)(((int)commonest + 1) % DaysPerWeek);
    }

    private (DateOnly First, DateOnly Last) DatesOf(ReadTime time)
    {
        var date = DateOf(time);
        if (resolution.Months > 0 && stamps == BarStamps.End && time.IsDate && date.Day == 1) date = date.AddDays(-1);
        if (resolution != Resolution.Week || firstOfWeek == DayOfWeek.Monday) return resolution.DatesAround(date);
        var first = date.AddDays(-(((int)date.DayOfWeek - (int)firstOfWeek + DaysPerWeek) % DaysPerWeek));
        return (first, first.AddDays(DaysPerWeek - 1));
    }

    private DateOnly DateOf(ReadTime time)
    {
        if (time.IsDate) return DateOnly.FromDateTime(time.Time);
        var local = time.Time.TimeOfDay == TimeSpan.Zero ? time.Time : time.On(zone);
        return DateOnly.FromDateTime(stamps == BarStamps.End ? local.AddTicks(-1) : local);
    }

    private (DateTime Start, DateTime End) IntradaySpan(DateTime utc, long previousEnd)
    {
        if (stamps == BarStamps.End) return (StartBefore(utc, previousEnd), utc);
        var end = utc + resolution.Span;
        SeeSession(utc);
        if (session.Close > utc && session.Close < end) end = session.Close;
        if (TicksPerHalfHour % resolution.Span.Ticks != 0 && calendar.IsOpen(utc)) end = BeforeBreak(end);
        return (utc, end);
    }

    /// <summary>The start of a bar that ends at an instant: a step before, but in its session, and not in the bar before it.</summary>
    private DateTime StartBefore(DateTime utc, long previousEnd)
    {
        var start = utc - resolution.Span;
        if (start.Ticks < previousEnd && utc.Ticks > previousEnd) return new DateTime(previousEnd, DateTimeKind.Utc);
        if (start.Ticks == previousEnd) return start;
        SeeSession(utc.AddTicks(-1));
        return session.Open > start && session.Open < utc ? session.Open : start;
    }

    private void SeeSession(DateTime utc)
    {
        if (utc < session.Open || utc >= session.Close) session = calendar.SessionAt(utc) ?? default;
    }

    /// <summary>The end of a bar that would last into the pause of its session: the beginning of the pause, which is on a whole
    /// minute.</summary>
    private DateTime BeforeBreak(DateTime end)
    {
        while (!calendar.IsOpen(end.AddTicks(-1))) end = end.AddMinutes(-1);
        return end;
    }
}
