namespace StrategyHost.Data.Csv;

/// <summary>A time as it stands in a file.</summary>
/// <param name="Time">The time; its kind is UTC when the text said so.</param>
/// <param name="IsDate">Whether the text was a bare date.</param>
internal readonly record struct ReadTime(DateTime Time, bool IsDate)
{
    /// <summary>The time on a zone's wall clock.</summary>
    public DateTime On(NodaTime.DateTimeZone zone) =>
        Time.Kind == DateTimeKind.Utc ? Calendars.TimeZones.ToLocal(zone, Time) : Time;
}
