using System.Globalization;

namespace StrategyHost.Data.Calendars;

/// <summary>
/// The days on which an exchange is closed, or closes early, as a table: a line a year, <c>2024 01-01 01-15 | 11-29</c>, early closes
/// behind
/// the bar. Lines that begin with # are remarks. Weekends are not listed.
/// </summary>
internal sealed class HolidayTable
{
    private readonly HashSet<DateOnly> closed = [];
    private readonly HashSet<DateOnly> early = [];

    private HolidayTable(TextReader reader)
    {
        int first = int.MaxValue;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            int year = int.Parse(line.AsSpan(0, 4), CultureInfo.InvariantCulture);
            first = Math.Min(first, year);
            LastYear = Math.Max(LastYear, year);
            var parts = line[4..].Split('|');
            Add(closed, year, parts[0]);
            if (parts.Length > 1) Add(early, year, parts[1]);
        }

        FirstYear = first;
    }

    public int FirstYear { get; }

    public int LastYear { get; }

    public static HolidayTable Embedded(string name)
    {
        using var stream = typeof(HolidayTable).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return new HolidayTable(reader);
    }

    public bool IsClosed(DateOnly date) => closed.Contains(date);

    public bool IsEarlyClose(DateOnly date) => early.Contains(date);

    private static void Add(HashSet<DateOnly> days, int year, string list)
    {
        foreach (var day in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            days.Add(new DateOnly(year, int.Parse(day.AsSpan(0, 2), CultureInfo.InvariantCulture),
                int.Parse(day.AsSpan(3, 2), CultureInfo.InvariantCulture)));
    }
}
