using System.Globalization;

namespace StrategyHost.Cli.Output;

/// <summary>Lines for people: of a deployment's denials that follow each other for one reason the first is shown, with how many more there
/// were. A strategy that is not armed makes one on each bar, all night.</summary>
internal static class RepeatedDenials
{
    private const string Denial = "Denial";
    private const string Denied = " Denied: ";

    /// <summary>The lines of entries.</summary>
    public static IEnumerable<string> Lines(IEnumerable<LogEntry> entries)
    {
        LogEntry? first = null, last = null;
        int more = 0;
        foreach (var entry in entries)
        {
            if (first is not null && IsLike(first, entry))
            {
                (more, last) = (more + 1, entry);
                continue;
            }

            if (first is not null) yield return Line(first, more, last);
            (first, last, more) = (entry, null, 0);
        }

        if (first is not null) yield return Line(first, more, last);
    }

    private static bool IsLike(LogEntry first, LogEntry next) =>
        first.Kind == Denial && next.Kind == Denial && first.Source == next.Source && ReasonOf(first) == ReasonOf(next);

    private static string ReasonOf(LogEntry denial) =>
        denial.Text.IndexOf(Denied, StringComparison.Ordinal) is >= 0 and var at ? denial.Text[at..] : denial.Text;

    private static string Line(LogEntry first, int more, LogEntry? last) => last is null
        ? first.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{first} (and {more:N0} more like it until {last.Time:HH:mm:ss}Z)");
}
