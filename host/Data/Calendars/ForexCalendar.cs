namespace StrategyHost.Data.Calendars;

/// <summary>
/// The currency market: each date from Monday to Friday runs from 17:00 in New York the evening before to 17:00.
/// </summary>
public sealed class ForexCalendar : ZonedCalendar
{
    private static readonly TimeSpan Evening = TimeSpan.FromHours(7);

    /// <summary>The market, on New York's clock.</summary>
    public ForexCalendar()
        : base(TimeZones.Find("America/New_York"))
    {
    }

    /// <inheritdoc/>
    public override string Name => "FX";

    /// <inheritdoc/>
    public override int PeriodsPerYear => 260;

    /// <inheritdoc/>
    public override TradingSession? SessionOn(DateOnly date)
    {
        if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) return null;
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new TradingSession(date, ToUtc(midnight - Evening), ToUtc(midnight.AddDays(1) - Evening));
    }

    /// <inheritdoc/>
    public override TradingSession? SessionAt(DateTime utc) => SessionOn(DateOnly.FromDateTime(ToLocal(utc) + Evening));

    /// <inheritdoc/>
    public override bool IsOpen(DateTime utc) => SessionAt(utc) is not null;

    /// <inheritdoc/>
    public override DateOnly DateOf(DateTime utc) => DateOnly.FromDateTime(ToLocal(utc.AddTicks(-1)) + Evening);
}
