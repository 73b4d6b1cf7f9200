using System.Globalization;
using System.Text.Json;

namespace StrategyHost.Cli.Output;

/// <summary>A line of the service's log, as it was written for machines.</summary>
/// <param name="Time">When it was written, UTC.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Kind">What it is about: a kind of notice, or its level.</param>
/// <param name="Source">The deployment or the account that it comes from; empty where it is the service itself.</param>
/// <param name="OrderId">The order's number; empty where it is about none.</param>
/// <param name="ClientId">What the broker calls the order; empty where it is about none.</param>
/// <param name="Text">The line.</param>
internal sealed record LogEntry(DateTime Time, LogLevel Severity, string Kind, string Source, string OrderId, string ClientId, string Text)
{
    private static readonly HashSet<string> Warnings = ["Denial", "Reject", "Risk", "Disconnect", "Warning"];

    /// <summary>All entries in a state folder, oldest first; a line that was cut off is left out.</summary>
    public static IEnumerable<LogEntry> In(string state)
    {
        foreach (var file in LiveLog.FilesIn(state))
        {
            using var reader =
                new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            while (reader.ReadLine() is { } line)
            {
                if (Read(line) is { } entry) yield return entry;
            }
        }
    }

    /// <summary>An entry; null where the line was cut off.</summary>
    public static LogEntry? Read(string line)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            var root = entry.RootElement;
            var properties = root.TryGetProperty("Properties", out var found) ? found : default;
            string level = root.GetProperty("Level").GetString()!, kind = Field(properties, "Kind");
            return new LogEntry(
                root.GetProperty("Timestamp").GetDateTimeOffset().UtcDateTime, SeverityOf(level, kind), kind.Length > 0 ? kind : level,
                Field(properties, "Source"), Field(properties, "OrderId"), Field(properties, "ClientId"),
                root.GetProperty("RenderedMessage").GetString()!);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The line for people.</summary>
    public override string ToString()
    {
        string about = ClientId.Length > 0 ? $" [{ClientId}]" : OrderId.Length > 0 ? $" [{OrderId}]" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Time:yyyy-MM-ddTHH:mm:ss.fffZ} {Kind} {(Source.Length > 0 ? Source : "host")}:{about} {Text}");
    }

    private static LogLevel SeverityOf(string level, string kind) =>
        level is "Error" or "Fatal" || kind == "Fault"
            ? LogLevel.Error : level == "Warning" || Warnings.Contains(kind) ? LogLevel.Warning : LogLevel.Info;

    private static string Field(JsonElement properties, string name) =>
        properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var value) ? value.ToString() : "";
}
