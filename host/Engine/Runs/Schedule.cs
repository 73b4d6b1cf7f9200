using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Runs;

/// <summary>The handlers that run at times rather than on bars.</summary>
public sealed class Schedule
{
    private readonly ScheduledHandler[] handlers;

    /// <summary>A schedule of what a strategy declares.</summary>
    /// <exception cref="SetupException">A time is counted from a session, and the calendar knows none.</exception>
    public Schedule(StrategyDeclaration declaration, MarketList markets) =>
        handlers =
        [
            .. declaration.Intervals.Select(i => Repeated(i, markets)),
            .. declaration.DailyTimes.Select(d => Daily(d.Symbol, new DailyTime(markets[d.Symbol].Calendar, d.Time), d.Handler)),
        ];

    /// <summary>When the next handler is due, in UTC ticks; <see cref="long.MaxValue"/> for never.</summary>
    public long NextTime { get; private set; } = long.MaxValue;

    /// <summary>Starts to wait with a run: what is due after <paramref name="start"/> runs, and a time of day that is due just
    /// then.</summary>
    public void Begin(DateTime start)
    {
        foreach (var handler in handlers) handler.WaitAfter(handler.RunsAtStart ? start.AddTicks(-1) : start);
        FindNext();
    }

    /// <summary>Starts to wait in a run that is under way: what is due after <paramref name="now"/> runs.</summary>
    public void Continue(DateTime now)
    {
        foreach (var handler in handlers) handler.WaitAfter(now);
        FindNext();
    }

    /// <summary>The latest due time that has come by an instant and has not run, UTC; null when nothing is due.</summary>
    public DateTime? LatestDue(DateTime utc)
    {
        if (NextTime > utc.Ticks) return null;
        long latest = handlers.Max(h => h.LatestDue(utc.Ticks)) ?? NextTime;
        return new DateTime(latest, DateTimeKind.Utc);
    }

    /// <summary>Of the due times of each handler that have come by an instant and have not run, only the latest counts.</summary>
    /// <param name="time">The instant, in UTC ticks.</param>
    public void Merge(long time)
    {
        if (NextTime > time) return;
        foreach (var handler in handlers) handler.Merge(time);
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

    private static ScheduledHandler Repeated(IntervalHandler declared, MarketList markets)
    {
        var time = new IntervalTime(declared.Interval, declared.WhenShut ? [] : [.. markets.Select(m => m.Calendar).Distinct()]);
        return new ScheduledHandler($"Every({declared.Interval})", declared.Handler, utc => time.NextAfter(utc), runsAtStart: false);
    }

    private static ScheduledHandler Daily(string symbol, DailyTime time, Action handler)
    {
        string name = $"At({symbol}, {time.Time})";
        if (!time.IsKnown)
            throw new SetupException(
                $"{name} needs to know when {symbol} opens and closes: give its data a trading calendar with --calendar or in "
                    + $"instruments.json, or write a time such as 15:55.");
        return new ScheduledHandler(name, handler, time.NextAfter, runsAtStart: true);
    }

    private void FindNext()
    {
        NextTime = long.MaxValue;
        foreach (var handler in handlers) NextTime = Math.Min(NextTime, handler.Due);
    }
}
