namespace StrategyHost.Engine.Runs;

/// <summary>
/// A time of each trading day of a market. On a day whose session is shorter than usual, a time that the usual session holds and this one
/// does not is left out: an order made then would trade in the next session.
/// </summary>
/// <param name="calendar">The market's calendar.</param>
/// <param name="time">The time.</param>
internal sealed class DailyTime(TradingCalendar calendar, SessionTime time)
{
    private const int DaysToLookAhead = 30;
    private const int DaysAround = 7;

    /// <summary>The time.</summary>
    public SessionTime Time => time;

    /// <summary>Whether the calendar knows when that is.</summary>
    public bool IsKnown => time.Anchor == SessionAnchor.Midnight || calendar.Name.Length > 0;

    /// <summary>When the time comes next after an instant, UTC; null for never.</summary>
    public DateTime? NextAfter(DateTime utc)
    {
        // A time after the close of the day before can be after midnight.
        var date = DateOnly.FromDateTime(calendar.ToLocal(utc)).AddDays(-1);
        for (int day = 0; day <= DaysToLookAhead; day++, date = date.AddDays(1))
        {
            if (On(date) is { } due && due > utc) return due;
        }

        return null;
    }

    private DateTime? On(DateOnly date)
    {
        if (calendar.SessionOn(date) is { } session) return In(session);
        return time.Anchor == SessionAnchor.Midnight && TradesWithoutSession(date) ? OnWallClock(date) : null;
    }

    private DateTime? In(TradingSession session)
    {
        var due = time.Anchor switch
        {
            SessionAnchor.Open => session.Open + time.Offset,
            SessionAnchor.Close => session.Close + time.Offset,
            _ => OnWallClock(session.Date),
        };
        bool isInside = due >= session.Open && (due < session.Close || (due == session.Close && time is { Anchor: SessionAnchor.Close }));
        return isInside || !IsLeftOut(session) ? due : null;
    }

    private bool IsLeftOut(TradingSession session)
    {
        var usual = UsualSession(session);
        var length = usual.Close - usual.Open;
        if (length <= session.Close - session.Open) return false;
        return time.Anchor switch
        {
            SessionAnchor.Open => time.Offset >= TimeSpan.Zero && time.Offset < length,
            SessionAnchor.Close => time.Offset <= TimeSpan.Zero && -time.Offset <= length,
            _ => OnWallClock(usual.Date) >= usual.Open && OnWallClock(usual.Date) < usual.Close,
        };
    }

    /// <summary>The longest session of the days around.</summary>
    private TradingSession UsualSession(TradingSession session)
    {
        var usual = session;
        for (int day = -DaysAround; day <= DaysAround; day++)
        {
            if (calendar.SessionOn(session.Date.AddDays(day)) is { } other && other.Close - other.Open > usual.Close - usual.Open)
                usual = other;
        }

        return usual;
    }

    private DateTime OnWallClock(DateOnly date) => calendar.ToUtc(date.ToDateTime(TimeOnly.FromTimeSpan(time.Offset)));

    /// <summary>
    /// A calendar that does not know its sessions trades on every day of the week, or from Monday to Friday, as its trading days a year
    /// say.
    /// </summary>
    private bool TradesWithoutSession(DateOnly date)
    {
        for (int day = 1; day <= DaysAround; day++)
        {
            if (calendar.SessionOn(date.AddDays(-day)) is not null) return false;
        }

        return calendar.PeriodsPerYear > 300 || date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }
}
