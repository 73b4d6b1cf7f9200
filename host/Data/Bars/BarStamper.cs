using NodaTime;
using StrategyHost.Data.Calendars;
using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Bars;

/// <summary>Turns the times of rows into the spans of bars.</summary>
/// <param name="calendar">The market's calendar.</param>
/// <param name="zone">The zone of times that carry no offset.</param>
/// <param name="resolution">How long the bars are.</param>
/// <param name="stamps">What the times stand for; null only for days.</param>
internal sealed class BarStamper(TradingCalendar calendar, DateTimeZone zone, Resolution resolution, BarStamps? stamps)
{
    private TradingSession session;

    /// <summary>The span of the bar of a row, in UTC.</summary>
    /// <param name="time">The row's time.</param>
    /// <param name="previousEnd">When the bar before it ended, UTC ticks; 0 for the first.</param>
    public (DateTime Start, DateTime End) SpanOf(ReadTime time, long previousEnd) =>
        resolution.IsDaily ? DailySpan(DateOf(time)) : IntradaySpan(time, previousEnd);

    private DateOnly DateOf(ReadTime time)
    {
        if (time.IsDate) return DateOnly.FromDateTime(time.Time);
        var local = time.Time.TimeOfDay == TimeSpan.Zero ? time.Time : time.On(zone);
        return DateOnly.FromDateTime(stamps == BarStamps.End ? local.AddTicks(-1) : local);
    }

    private (DateTime Start, DateTime End) DailySpan(DateOnly date)
    {
        if (calendar.SessionOn(date) is { } ofDay) return (ofDay.Open, ofDay.Close);
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return (calendar.ToUtc(midnight), calendar.ToUtc(midnight.AddDays(1)));
    }

    private (DateTime Start, DateTime End) IntradaySpan(ReadTime time, long previousEnd)
    {
        var utc = time.Time.Kind == DateTimeKind.Utc ? time.Time : zone.ToUtc(time.Time);
        if (stamps == BarStamps.End)
        {
            var start = utc - resolution.Span;
            bool overlaps = start.Ticks < previousEnd && utc.Ticks > previousEnd;
            return (overlaps ? new DateTime(previousEnd, DateTimeKind.Utc) : start, utc);
        }

        var end = utc + resolution.Span;
        if (utc < session.Open || utc >= session.Close) session = calendar.SessionAt(utc) ?? default;
        return (utc, session.Close > utc && session.Close < end ? session.Close : end);
    }
}
