namespace StrategyHost.Data.Calendars;

/// <summary>
/// An exchange with fixed hours and a table of holidays. Before and after the years of the table only weekends are
/// taken to be closed.
/// </summary>
public sealed class ExchangeCalendar : ZonedCalendar
{
    private readonly ExchangeHours[] hours;
    private readonly HolidayTable holidays;

    internal ExchangeCalendar(string name, string zone, HolidayTable holidays, params ExchangeHours[] hours)
        : base(TimeZones.Find(zone))
    {
        Name = name;
        this.holidays = holidays;
        this.hours = hours;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override int PeriodsPerYear => 252;

    /// <summary>The first year whose holidays are known.</summary>
    public int FirstYear => holidays.FirstYear;

    /// <summary>The last year whose holidays are known.</summary>
    public int LastYear => holidays.LastYear;

    /// <inheritdoc/>
    public override TradingSession? SessionOn(DateOnly date)
    {
        if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || holidays.IsClosed(date)) return null;
        var ofDay = HoursOn(date);
        var close = holidays.IsEarlyClose(date) ? ofDay.EarlyClose : ofDay.Close;
        return new TradingSession(date, ToUtc(date.ToDateTime(ofDay.Open)), ToUtc(date.ToDateTime(close)));
    }

    /// <inheritdoc/>
    public override TradingSession? SessionAt(DateTime utc) =>
        SessionOn(DateOnly.FromDateTime(ToLocal(utc))) is { } session && utc >= session.Open && utc < session.Close ? session : null;

    /// <inheritdoc/>
    public override bool IsOpen(DateTime utc)
    {
        if (SessionAt(utc) is not { } session) return false;
        if (HoursOn(session.Date).Break is not { } pause) return true;
        var local = TimeOnly.FromDateTime(ToLocal(utc));
        return local < pause.Start || local >= pause.End;
    }

    private ExchangeHours HoursOn(DateOnly date)
    {
        int index = hours.Length - 1;
        while (index > 0 && hours[index].From > date) index--;
        return hours[index];
    }
}
