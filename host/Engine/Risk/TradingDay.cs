namespace StrategyHost.Engine.Risk;

/// <summary>Which trading day the account is in.</summary>
public sealed class TradingDay
{
    private readonly TradingCalendar calendar;
    private readonly Clock clock;

    /// <summary>The day of a calendar at the time of a clock.</summary>
    public TradingDay(TradingCalendar calendar, Clock clock)
    {
        this.calendar = calendar;
        this.clock = clock;
    }

    /// <summary>The trading date now.</summary>
    public DateOnly Today => DateOf(clock.UtcNow);

    /// <summary>The trading date of an instant, UTC.</summary>
    public DateOnly DateOf(DateTime utc) => calendar.DateOf(utc);
}
