using System.Globalization;
using StrategyHost.Data.Calendars;

namespace StrategyHost.Cli.Settings;

/// <summary>The days between which a run goes, as they are written on the command line.</summary>
internal static class RunDate
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyyMMdd"];
    private static readonly string[] Times = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <summary>The instant at which a day begins, or the instant that is written, in a zone.</summary>
    /// <exception cref="UsageException">The text is neither.</exception>
    public static DateTime Begin(string option, string text, string zone) => Read(option, text, zone, isEnd: false);

    /// <summary>The instant at which a day has ended, or the instant that is written, in a zone.</summary>
    /// <exception cref="UsageException">The text is neither.</exception>
    public static DateTime End(string option, string text, string zone) => Read(option, text, zone, isEnd: true);

    private static DateTime Read(string option, string text, string zone, bool isEnd)
    {
        if (DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return TimeZones.Find(zone).ToUtc(isEnd ? day.AddDays(1) : day);
        if (DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return TimeZones.Find(zone).ToUtc(time);
        throw new UsageException($"{option} takes a date such as 2015-01-31, not '{text}'.");
    }
}
