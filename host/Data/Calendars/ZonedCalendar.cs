using NodaTime;

namespace StrategyHost.Data.Calendars;

/// <summary>A calendar on the wall clock of a time zone.</summary>
public abstract class ZonedCalendar : TradingCalendar
{
    private readonly DateTimeZone zone;

    /// <summary>A calendar on this zone's clock.</summary>
    protected ZonedCalendar(DateTimeZone zone) => this.zone = zone;

    /// <inheritdoc/>
    public sealed override string Zone => zone.Id;

    /// <inheritdoc/>
    public override DateOnly DateOf(DateTime utc) => DateOnly.FromDateTime(ToLocal(utc.AddTicks(-1)));

    /// <inheritdoc/>
    public sealed override DateTime ToLocal(DateTime utc) => zone.ToLocal(utc);

    /// <inheritdoc/>
    public sealed override DateTime ToUtc(DateTime local) => zone.ToUtc(local);
}
