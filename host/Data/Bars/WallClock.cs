using System.Globalization;
using NodaTime;

namespace StrategyHost.Data.Bars;

/// <summary>The hours at which a zone's clocks change: the one in spring that does not exist, and the one in autumn that comes
/// twice.</summary>
internal sealed class WallClock
{
    private readonly DateTimeZone zone;
    private DateTime date = DateTime.MinValue;
    private (DateTime From, DateTime To) skipped;

    private WallClock(DateTimeZone zone) => this.zone = zone;

    /// <summary>The clock of a zone; null for one whose clocks never change.</summary>
    public static WallClock? Of(DateTimeZone zone) => zone.MinOffset == zone.MaxOffset ? null : new WallClock(zone);

    /// <summary>What is wrong with a local time that clocks passed over, as the end of a sentence; null for a time that existed.</summary>
    /// <param name="local">The time on the zone's clock.</param>
    /// <param name="isEnd">Whether it is the end of a bar, which may be the very instant at which the clocks changed.</param>
    public string? ProblemOf(DateTime local, bool isEnd)
    {
        if (local.Date != date) (date, skipped) = (local.Date, SkippedOn(local.Date));
        if (local < skipped.From || local >= skipped.To || (isEnd && local == skipped.From)) return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{local:yyyy-MM-dd HH:mm:ss} did not exist in {zone.Id}, where clocks went from {skipped.From:HH:mm} to "
                + $"{skipped.To:HH:mm}: its times are of another zone, say which with --zone");
    }

    /// <summary>The second time in UTC at which clocks showed a local time; null when they showed it once.</summary>
    public DateTime? SecondPassOf(DateTime local)
    {
        var mapping = zone.MapLocal(LocalDateTime.FromDateTime(local));
        return mapping.Count == 2 ? mapping.Last().ToDateTimeUtc() : null;
    }

    private (DateTime From, DateTime To) SkippedOn(DateTime day)
    {
        var around = Instant.FromDateTimeUtc(DateTime.SpecifyKind(day, DateTimeKind.Utc));
        Offset? before = null;
        foreach (var interval in zone.GetZoneIntervals(around - Duration.FromDays(1), around + Duration.FromDays(2)))
        {
            if (before is { } earlier && interval.WallOffset > earlier)
            {
                var from = interval.Start.WithOffset(earlier).LocalDateTime.ToDateTimeUnspecified();
                var to = interval.Start.WithOffset(interval.WallOffset).LocalDateTime.ToDateTimeUnspecified();
                if (from.Date == day || to.Date == day) return (from, to);
            }

            before = interval.WallOffset;
        }

        return default;
    }
}
