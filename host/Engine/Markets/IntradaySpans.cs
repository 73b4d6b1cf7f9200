namespace StrategyHost.Engine.Markets;

/// <summary>
/// Cuts the days of a market into spans of a length: counted from each midnight of its wall clock, so that they begin at the same local
/// times
/// on both sides of a clock change, and ending with the midnight, the open or the close that comes first. What trades before, in and after
/// a session is never in one span.
/// </summary>
/// <param name="calendar">The market's calendar.</param>
/// <param name="length">How long a span is; the last of a day may be shorter.</param>
/// <param name="isExtended">Whether spans go on over open and close.</param>
internal sealed class IntradaySpans(TradingCalendar calendar, TimeSpan length, bool isExtended)
{
    private static readonly long ShortestClockChange = TimeSpan.FromMinutes(30).Ticks;

    // Clocks change by half hours and hours: spans that divide a half hour fall on the same local times whatever the clock does.
    private readonly bool isUntouchedByClocks = length > TimeSpan.Zero && ShortestClockChange % length.Ticks == 0;

    /// <summary>The span that holds an instant, UTC.</summary>
    public (DateTime Start, DateTime End) Around(DateTime utc)
    {
        var local = calendar.ToLocal(utc);
        var into = TimeSpan.FromTicks(local.TimeOfDay.Ticks % length.Ticks);
        var start = utc - into;
        var end = start + length;
        if (!isUntouchedByClocks) (start, end) = OnWallClock(utc, local - into, (start, end));
        if (isExtended) return (start, end);
        if (calendar.SessionAt(utc) is { } session) return (Later(start, session.Open), Earlier(end, session.Close));
        return CutBetweenSessions(utc, DateOnly.FromDateTime(local), (start, end));
    }

    private (DateTime Start, DateTime End) OnWallClock(DateTime utc, DateTime localStart, (DateTime Start, DateTime End) elapsed)
    {
        var localEnd = EndOf(localStart);
        var startShift = calendar.ToLocal(elapsed.Start) - localStart;
        var endShift = calendar.ToLocal(elapsed.End) - (localStart + length);
        bool isAligned = startShift.Ticks % length.Ticks == 0 && endShift.Ticks % length.Ticks == 0 && localEnd == localStart + length;
        if (isAligned) return elapsed;
        var (start, end) = (calendar.ToUtc(localStart), calendar.ToUtc(localEnd));
        while (end <= utc)
        {
            // The second pass of a repeated hour, behind a boundary of its first.
            localStart = localEnd;
            localEnd = EndOf(localStart);
            (start, end) = (end, calendar.ToUtc(localEnd));
        }

        return (start, end);
    }

    private DateTime EndOf(DateTime localStart) => Earlier(localStart + length, localStart.Date.AddDays(1));

    /// <summary>Cuts a span outside of all sessions at the close before and the open after.</summary>
    private (DateTime Start, DateTime End) CutBetweenSessions(DateTime utc, DateOnly date, (DateTime Start, DateTime End) span)
    {
        var (start, end) = span;
        for (int day = -1; day <= 1; day++)
        {
            if (calendar.SessionOn(date.AddDays(day)) is not { } session) continue;
            if (session.Close <= utc) start = Later(start, session.Close);
            else if (session.Open > utc) end = Earlier(end, session.Open);
        }

        return (start, end);
    }

    private static DateTime Earlier(DateTime one, DateTime other) => one <= other ? one : other;

    private static DateTime Later(DateTime one, DateTime other) => one >= other ? one : other;
}
