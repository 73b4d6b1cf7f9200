using System.CommandLine;
using System.Globalization;
using System.Text;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;
using StrategyHost.Engine;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Reports.Exports;

namespace StrategyHost.Cli.Commands;

/// <summary><c>logs</c>: what the service has written, for people.</summary>
internal sealed class LogsCommand(Terminal terminal, ErrorBoundary boundary)
{
    private const int UsualLines = 50;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly string[] Columns = ["time", "level", "kind", "source", "order", "client_id", "text"];
    private readonly Argument<string?> source = new("NAME")
    {
        Description = "the deployment or the account (default: all)",
        Arity = ArgumentArity.ZeroOrOne
    };
    private readonly Option<string?> order = new("--order")
    {
        Description = "only lines about an order: its number, or what its broker calls it",
        HelpName = "ID"
    };
    private readonly Option<string?> since = new("--since")
    {
        Description = "only lines of the latest 2h, 30m or 7d, or since a day or time (UTC)",
        HelpName = "TIME"
    };
    private readonly Option<string?> level = new("--level")
    {
        Description = "only what is so grave or graver: info, warning or error (default: info)",
        HelpName = "LEVEL"
    };
    private readonly Option<long?> session = new("--session")
    {
        Description = "only lines of the time of one session of the deployment",
        HelpName = "N"
    };
    private readonly Option<bool> follow = new("--follow") { Description = "go on with new lines until Ctrl+C" };
    private readonly Option<bool> csv = new("--csv") { Description = "all lines as CSV" };
    private readonly Option<int> lines = new("--lines")
    {
        Description = $"the latest lines, so many (default: {UsualLines})",
        HelpName = "N",
        DefaultValueFactory = _ => UsualLines
    };
    private readonly Option<string> state = LiveOptions.State();
    private readonly Option<string> deployments = LiveOptions.Deployments();

    public Command Build()
    {
        var command = new Command("logs",
            "Show what the service has written. Every step of every order is in it; of a script's own lines, those beyond 20 a second "
                + "are left "
                + "out, and counted.\n\nExample:\n  strategyhost logs trend --order 12\n "
                + " strategyhost logs --since 2h --level warning")
        {
            source, order, since, level, session, follow, csv, lines, state, deployments,
        };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        int most = arguments.GetValue(lines);
        if (most <= 0) throw new UsageException("--lines takes a number above zero.");
        string folder = arguments.GetRequiredValue(state);
        string? name = arguments.GetValue(source);
        if (name is not null) name = SourceOf(folder, arguments.GetRequiredValue(deployments), name);
        var isShown = Filter(arguments, name);
        if (arguments.GetValue(csv))
        {
            if (arguments.GetValue(follow)) throw new UsageException("--csv gives what there is: leave --follow out.");
            Print(LogEntry.In(folder).Where(isShown));
            return ExitCode.Done;
        }

        using var tail = new LogTail(folder);
        var entries = tail.Read().Where(isShown);
        var latest = (arguments.GetValue(order) is null ? RepeatedDenials.Lines(entries) : entries.Select(e => e.ToString()))
            .TakeLast(most).ToList();
        if (latest.Count == 0 && !arguments.GetValue(follow)) terminal.Say("There is nothing.");
        foreach (var line in latest) terminal.Print(line);
        if (arguments.GetValue(follow)) await FollowAsync(tail, isShown, cancellation);
        return ExitCode.Done;
    }

    private async Task FollowAsync(LogTail tail, Func<LogEntry, bool> isShown, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(BetweenLooks, TimeProvider.System, cancellation);
                foreach (var entry in tail.Read().Where(isShown)) terminal.Print(entry.ToString());
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how following ends.
        }
    }

    /// <summary>What is asked for.</summary>
    private Func<LogEntry, bool> Filter(ParseResult arguments, string? name)
    {
        string? id = arguments.GetValue(order);
        var least = WordChoice.Of("--level", arguments.GetValue(level), ("info", LogLevel.Info), ("warning", LogLevel.Warning),
            ("error", LogLevel.Error));
        DateTime from = arguments.GetValue(since) is { } text ? SinceOf(text) : DateTime.MinValue, to = DateTime.MaxValue;
        if (arguments.GetValue(session) is { } number)
        {
            if (name is null) throw new UsageException("--session is of a deployment: name one.");
            var (begun, end) = DeploymentRecord.TimeOf(new ResultQuery(name, arguments.GetRequiredValue(state)) { Session = number });
            if (begun > from) from = begun;
            to = end ?? to;
        }

        return entry => (name is null || entry.Source == name) && entry.Severity >= least && entry.Time >= from && entry.Time <= to
            && (id is null || entry.OrderId == id || entry.ClientId == id || IsOf(entry.ClientId, id));
    }

    private static DateTime SinceOf(string text) =>
        Span.Of(text) is { } length ? TimeProvider.System.GetUtcNow().UtcDateTime - length : RunDate.Begin("--since", text, "UTC");

    /// <summary>The source of lines that a name is for: a deployment, or an account with or without that word. Nobody is to wait for lines
    /// of somebody who does not exist.</summary>
    private static string SourceOf(string state, string deployments, string name)
    {
        var journals = Directory.Exists(state) ? Directory.EnumerateDirectories(state)
            .Where(d => File.Exists(Path.Combine(d, "journal.db"))).Select(d => Path.GetFileName(d)!) : [];
        var known = journals.Concat(DeploymentFile.In(deployments).Select(f => Path.GetFileNameWithoutExtension(f)!))
            .ToHashSet(StringComparer.Ordinal);
        if (known.Contains(name)) return name;
        known.UnionWith(LogEntry.In(state).Select(e => e.Source).Where(s => s.Length > 0));
        if (known.Contains(name)) return name;
        if (known.Contains($"account {name}")) return $"account {name}";
        string nearest = Nearest.To(name, known) is { } other
            ? $": did you mean '{other}'?"
            : known.Count > 0 ? $": there are {string.Join(", ", known.Order(StringComparer.Ordinal))}." : ".";
        throw new DeploymentException($"There is no deployment and no account '{name}' in the log, {state} or {deployments}{nearest}");
    }

    private void Print(IEnumerable<LogEntry> entries)
    {
        var rows = entries.Select(e => (string[])[e.Time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            e.Severity.ToString().ToLowerInvariant(), e.Kind, e.Source, e.OrderId, e.ClientId, e.Text]);
        using var memory = new MemoryStream();
        ExportTable.Of(Columns, [.. rows]).WriteCsv(memory);
        terminal.Print(Encoding.UTF8.GetString(memory.ToArray()).TrimEnd('\n'));
    }

    private static bool IsOf(string client, string order) =>
        long.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && BrokerSession.IsClientIdOf(client, number);
}
