using NodaTime;

namespace StrategyHost.Data.Calendars;

/// <summary>A market that never closes, such as a crypto exchange: one session a UTC day.</summary>
public sealed class AlwaysOpenCalendar : ZonedCalendar
{
    /// <summary>The market, on UTC.</summary>
    public AlwaysOpenCalendar()
        : base(DateTimeZone.Utc)
    {
    }

    /// <inheritdoc/>
    public override string Name => "24/7";

    /// <inheritdoc/>
    public override int PeriodsPerYear => 365;

    /// <inheritdoc/>
    public override TradingSession? SessionOn(DateOnly date)
    {
        var open = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return new TradingSession(date, open, open.AddDays(1));
    }

    /// <inheritdoc/>
    public override TradingSession? SessionAt(DateTime utc) => SessionOn(DateOnly.FromDateTime(utc));

    /// <inheritdoc/>
    public override bool IsOpen(DateTime utc) => true;
}
