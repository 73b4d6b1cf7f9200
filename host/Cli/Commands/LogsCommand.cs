using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Brokers;

namespace StrategyHost.Cli.Commands;

/// <summary><c>logs</c>: what the service has written, for people.</summary>
internal sealed class LogsCommand(Terminal terminal, ErrorBoundary boundary)
{
    private const int UsualLines = 50;
    private readonly Argument<string?> source = new("NAME") { Description = "the deployment (default: all)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> order = new("--order") { Description = "only lines about an order: its number, or what its broker calls it", HelpName = "ID" };
    private readonly Option<int> lines = new("--lines") { Description = $"the latest lines, so many (default: {UsualLines})", HelpName = "N", DefaultValueFactory = _ => UsualLines };
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command("logs", "Show what the service has written. Every step of every order is in it.\n\nExample:\n  strategyhost logs trend --order 12") { source, order, lines, state };
        command.SetAction(arguments => boundary.Run(arguments, () => Run(arguments)));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        int most = arguments.GetValue(lines);
        if (most <= 0) throw new UsageException("--lines takes a number above zero.");
        string folder = LiveLog.FolderIn(arguments.GetRequiredValue(state));
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, LiveLog.FilePrefix + "*.json").Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        var latest = new Queue<string>();
        foreach (var line in files.SelectMany(Lines))
        {
            if (Shown(line, arguments.GetValue(source), arguments.GetValue(order)) is not { } text) continue;
            if (latest.Count == most) latest.Dequeue();
            latest.Enqueue(text);
        }

        if (latest.Count == 0) terminal.Say("There is nothing.");
        foreach (var line in latest) terminal.Print(line);
        return ExitCode.Done;
    }

    /// <summary>The lines of a file that a running service may be writing to.</summary>
    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line) yield return line;
    }

    /// <summary>A line for people; null when it is not asked for, or was cut off.</summary>
    private static string? Shown(string line, string? source, string? order)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            var root = entry.RootElement;
            var properties = root.GetProperty("Properties");
            string from = Text(properties, "Source");
            string id = Text(properties, "OrderId"), client = Text(properties, "ClientId");
            if (source is not null && from != source) return null;
            if (order is not null && order != id && order != client && !IsOf(client, order)) return null;
            string about = client.Length > 0 ? $" [{client}]" : id.Length > 0 ? $" [{id}]" : "";
            string kind = Text(properties, "Kind") is { Length: > 0 } known ? known : root.GetProperty("Level").GetString()!;
            return string.Create(CultureInfo.InvariantCulture, $"{root.GetProperty("Timestamp").GetDateTimeOffset().UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {kind} {from}:{about} {root.GetProperty("RenderedMessage").GetString()}");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsOf(string client, string order) => long.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && BrokerSession.IsClientIdOf(client, number);

    private static string Text(JsonElement properties, string name) => properties.TryGetProperty(name, out var value) ? value.ToString() : "";
}
