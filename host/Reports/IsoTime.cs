using System.Globalization;

namespace StrategyHost.Reports;

/// <summary>How instants are written in result files.</summary>
public static class IsoTime
{
    /// <summary><c>2020-04-17T20:00:00Z</c>, with a fraction only where there is one.</summary>
    public static string Of(DateTime utc) =>
        utc.ToString(utc.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ",
            CultureInfo.InvariantCulture);

    /// <summary><c>2020-04-17</c>; null for none.</summary>
    public static string? Of(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
