using NodaTime;

namespace StrategyHost.Data.Calendars;

/// <summary>Time zones by their IANA names, from rules that come with the program rather than with the machine.</summary>
public static class TimeZones
{
    /// <summary>Finds a time zone.</summary>
    /// <exception cref="DataException">There is no such zone.</exception>
    public static DateTimeZone Find(string name) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(name)
        ?? throw new DataException($"There is no time zone '{name}': use an IANA name such as UTC, America/New_York or Asia/Shanghai.");

    /// <summary>UTC to wall time.</summary>
    public static DateTime ToLocal(this DateTimeZone zone, DateTime utc) =>
        DateTime.SpecifyKind(utc.AddTicks(zone.GetUtcOffset(Instant.FromDateTimeUtc(utc)).Ticks), DateTimeKind.Unspecified);

    /// <summary>Wall time to UTC. A skipped time maps to the instant after the gap, a repeated one to its first pass.</summary>
    public static DateTime ToUtc(this DateTimeZone zone, DateTime local)
    {
        var mapping = zone.MapLocal(LocalDateTime.FromDateTime(local));
        var instant = mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
        return instant.ToDateTimeUtc();
    }
}
