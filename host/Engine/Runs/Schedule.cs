using System.Globalization;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Runs;

/// <summary>The handlers that run at times rather than on bars.</summary>
public sealed class Schedule
{
    private const int DaysToLookAhead = 30;
    private readonly ScheduledHandler[] handlers;

    /// <summary>A schedule of what a strategy declares.</summary>
    public Schedule(StrategyDeclaration declaration, MarketList markets) =>
        handlers =
        [
            .. declaration.Intervals.Select(i => new ScheduledHandler($"Every({i.Interval})", i.Handler, utc => NextMultiple(i.Interval, utc))),
            .. declaration.DailyTimes.Select(d => new ScheduledHandler(
                string.Create(CultureInfo.InvariantCulture, $"At({d.Symbol}, {d.Time:HH:mm})"), d.Handler, utc => NextDaily(markets[d.Symbol].Calendar, d.Time, utc))),
        ];

    /// <summary>When the next handler is due, in UTC ticks; <see cref="long.MaxValue"/> for never.</summary>
    public long NextTime { get; private set; } = long.MaxValue;

    /// <summary>Starts to wait: what is due after <paramref name="start"/> runs.</summary>
    public void Begin(DateTime start)
    {
        foreach (var handler in handlers) handler.WaitAfter(start);
        FindNext();
    }

    /// <summary>Runs what is due.</summary>
    /// <param name="time">The run's time, in UTC ticks.</param>
    /// <param name="supervisor">Runs the handlers.</param>
    public void RunDue(long time, Supervisor supervisor)
    {
        foreach (var handler in handlers)
        {
            if (handler.Due > time) continue;
            handler.WaitAfter(new DateTime(time, DateTimeKind.Utc));
            supervisor.Run(handler.Name, handler.Handler);
        }

        FindNext();
    }

    private static DateTime? NextMultiple(TimeSpan interval, DateTime utc)
    {
        long intoDay = utc.TimeOfDay.Ticks;
        long next = (intoDay / interval.Ticks + 1) * interval.Ticks;
        return utc.Date.AddTicks(Math.Min(next, TimeSpan.TicksPerDay));
    }

    /// <summary>
    /// The next trading day's time. A calendar that does not know its sessions trades on every day of the week, or from
    /// Monday to Friday, as its trading days a year say.
    /// </summary>
    private static DateTime? NextDaily(TradingCalendar calendar, TimeOnly time, DateTime utc)
    {
        var date = DateOnly.FromDateTime(calendar.ToLocal(utc));
        for (int day = 0; day < DaysToLookAhead; day++, date = date.AddDays(1))
        {
            var due = calendar.ToUtc(date.ToDateTime(time));
            if (due > utc && Trades(calendar, date)) return due;
        }

        return null;
    }

    private static bool Trades(TradingCalendar calendar, DateOnly date)
    {
        if (calendar.SessionOn(date) is not null) return true;
        bool knowsSessions = Enumerable.Range(1, 7).Any(d => calendar.SessionOn(date.AddDays(-d)) is not null);
        return !knowsSessions && (calendar.PeriodsPerYear > 300 || date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
    }

    private void FindNext()
    {
        NextTime = long.MaxValue;
        foreach (var handler in handlers) NextTime = Math.Min(NextTime, handler.Due);
    }
}
