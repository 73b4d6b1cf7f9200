using System.Globalization;

namespace StrategyHost;

/// <summary>
/// A time of each trading day: of the exchange's wall clock, <c>09:35</c>, or from the open or the close of the session, <c>open+30m</c>,
/// <c>close-5m</c>. The default value is midnight.
/// </summary>
public readonly record struct SessionTime
{
    private SessionTime(SessionAnchor anchor, TimeSpan offset)
    {
        Anchor = anchor;
        Offset = offset;
    }

    /// <summary>From what the time is counted.</summary>
    public SessionAnchor Anchor { get; }

    /// <summary>How long after its anchor the time is; negative for before.</summary>
    public TimeSpan Offset { get; }

    /// <summary>A time of the exchange's wall clock.</summary>
    public static SessionTime At(TimeOnly time) => new(SessionAnchor.Midnight, time.ToTimeSpan());

    /// <summary>A time from the open of the session.</summary>
    public static SessionTime FromOpen(TimeSpan offset) => new(SessionAnchor.Open, offset);

    /// <summary>A time from the close of the session, which is an earlier one on a half day.</summary>
    public static SessionTime FromClose(TimeSpan offset) => new(SessionAnchor.Close, offset);

    /// <summary>Reads <c>09:35</c>, <c>open</c>, <c>open+30m</c>, <c>close-5m</c>, <c>close-90s</c> or <c>open+1h</c>.</summary>
    /// <exception cref="FormatException">The text is not of such a form, or is more than a day away.</exception>
    public static SessionTime Parse(string text)
    {
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return At(time);
        foreach (var (word, anchor) in new[] { ("open", SessionAnchor.Open), ("close", SessionAnchor.Close) })
        {
            if (!text.StartsWith(word, StringComparison.Ordinal)) continue;
            string rest = text[word.Length..];
            if (rest.Length == 0) return new SessionTime(anchor, TimeSpan.Zero);
            if (rest[0] is '+' or '-' && Resolution.TryParse(rest[1..], out var length)
                && length is { Measure: BarMeasure.Time, IsOfDays: false })
                return new SessionTime(anchor, rest[0] == '-' ? -length.Span : length.Span);
        }

        throw new FormatException($"'{text}' is not a time of the trading day: write HH:mm such as 09:35, or open, open+30m, close-5m.");
    }

    /// <summary>As it is read: <c>09:35</c>, <c>open+30m</c>, <c>close</c>.</summary>
    public override string ToString()
    {
        if (Anchor == SessionAnchor.Midnight) return TimeOnly.FromTimeSpan(Offset).ToString("HH:mm", CultureInfo.InvariantCulture);
        string word = Anchor == SessionAnchor.Open ? "open" : "close";
        return Offset == TimeSpan.Zero ? word : $"{word}{(Offset < TimeSpan.Zero ? '-' : '+')}{Resolution.Of(Offset.Duration())}";
    }
}
