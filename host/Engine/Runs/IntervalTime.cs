namespace StrategyHost.Engine.Runs;

/// <summary>
/// The multiples of an interval since midnight UTC at which a market is open, from its open to its close, both included. Those that fall
/// into a time when all markets are shut are one, at the next open. A market without known sessions is always open.
/// </summary>
/// <param name="interval">The interval, at most a day.</param>
/// <param name="calendars">The calendars of the markets; none where it does not matter whether any is open.</param>
internal sealed class IntervalTime(TimeSpan interval, IReadOnlyList<TradingCalendar> calendars)
{
    private const int DaysToLookAhead = 30;

    /// <summary>When it comes next after an instant, UTC; null for never.</summary>
    public DateTime? NextAfter(DateTime utc)
    {
        var next = Multiple(utc);
        if (calendars.Count == 0) return next;
        DateTime? open = null;
        foreach (var calendar in calendars)
        {
            if (OpenAtOrAfter(calendar, next) is { } at && !(at >= open)) open = at;
        }

        return open;
    }

    private DateTime Multiple(DateTime utc)
    {
        long next = (utc.TimeOfDay.Ticks / interval.Ticks + 1) * interval.Ticks;
        return utc.Date.AddTicks(Math.Min(next, TimeSpan.TicksPerDay));
    }

    /// <summary>The instant itself where the market is open then, or closes then; otherwise the next open.</summary>
    private static DateTime? OpenAtOrAfter(TradingCalendar calendar, DateTime utc)
    {
        bool knowsSessions = false;
        var date = DateOnly.FromDateTime(calendar.ToLocal(utc)).AddDays(-1);
        for (int day = 0; day <= DaysToLookAhead; day++, date = date.AddDays(1))
        {
            if (calendar.SessionOn(date) is not { } session) continue;
            knowsSessions = true;
            if (utc <= session.Close) return utc >= session.Open ? utc : session.Open;
        }

        return knowsSessions ? null : utc;
    }
}
