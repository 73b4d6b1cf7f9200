namespace ETrade;

/// <summary>How long an access token lives: until midnight in New York, whatever is done with it.</summary>
internal static class TokenLife
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeSpan[] Notices = [TimeSpan.FromHours(1), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.Zero];

    /// <summary>When a token that is good at an instant ends, UTC.</summary>
    public static DateTime EndAfter(DateTime utc)
    {
        var midnight = TimeZoneInfo.ConvertTimeFromUtc(utc, NewYork).Date.AddDays(1);
        return TimeZoneInfo.ConvertTimeToUtc(midnight, NewYork);
    }

    /// <summary>The next instants at which its end is to be announced, after one, in order.</summary>
    public static IEnumerable<DateTime> NoticesAfter(DateTime utc) => Notices.Select(n => EndAfter(utc) - n).Where(t => t > utc);
}
