using NodaTime;

namespace StrategyHost.Data.Calendars;

/// <summary>A market whose sessions are not known: its days run from midnight to midnight, and it never says that it is closed.</summary>
public sealed class UnscheduledCalendar : ZonedCalendar
{
    /// <summary>A market on this zone's clock.</summary>
    /// <param name="zone">The time zone.</param>
    /// <param name="periodsPerYear">Trading days a year: 252, or 365 when it trades on weekends.</param>
    public UnscheduledCalendar(DateTimeZone zone, int periodsPerYear)
        : base(zone) => PeriodsPerYear = periodsPerYear;

    /// <inheritdoc/>
    public override string Name => "";

    /// <inheritdoc/>
    public override int PeriodsPerYear { get; }

    /// <inheritdoc/>
    public override TradingSession? SessionOn(DateOnly date) => null;

    /// <inheritdoc/>
    public override TradingSession? SessionAt(DateTime utc) => null;

    /// <inheritdoc/>
    public override bool IsOpen(DateTime utc) => true;
}
