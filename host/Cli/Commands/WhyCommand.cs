using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Reports;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>why</c>: what kept a deployment from trading.</summary>
internal sealed class WhyCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly Argument<string> deployment = new("NAME") { Description = "the deployment" };
    private readonly Option<string?> since = new("--since")
    {
        Description = "how far to look back from its latest event, such as 2h or 7d (default: 1d)",
        HelpName = "TIME"
    };
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command(
            "why",
            "List what kept a deployment from trading in the last day: what keeps its orders from passing now, orders that were "
                + "refused, by what and how often, halts, limits, disagreement and trouble with its broker, and faults.\n\nExample:\n  "
                + "strategyhost why trend --since 7d")
        {
            deployment, since, state, ErrorBoundary.Json,
        };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        string folder = arguments.GetRequiredValue(state), name = arguments.GetRequiredValue(deployment);
        var length = arguments.GetValue(since) is { } text
            ? Span.Of(text) ?? throw new UsageException($"--since is '{text}', and must be a length of time such as 2h or 7d.") : Day;
        bool waits = ArmingWait.In(folder).Contains(name);
        if (waits) terminal.Say(ArmingWait.Sentence(name));
        if (DeploymentStatus.In(folder, n => n == name).Of(name).Deployments is not [var status, ..])
            return waits ? ExitCode.Done : throw new DeploymentException($"There is no session of '{name}' in {folder}.");
        using var parts = new LiveParts(loader, plugins: "", new Redaction(), cancellation);
        var query = new ResultQuery(name, folder) { Session = status.Session };
        var from = status.Time - length;
        var record = await DeploymentRecord.ReadAsync(query, parts.Parts, cancellation);
        var found = Obstacles.Of(record, DeploymentRecord.Events(query).Select(e => e.Event).Where(e => e.Time >= from), from)
            .Concat(InLog(folder, status, length)).OrderByDescending(o => o.Latest).ToList();
        if (arguments.GetValue(ErrorBoundary.Json))
            terminal.Print(JsonText.Of(new { Now = Now(status), InThatTime = found, record.Remarks }));
        else Print(status, record, found, length);
        return ExitCode.Done;
    }

    private void Print(DeploymentStatus status, DeploymentResult record, List<Obstacle> found, TimeSpan length)
    {
        foreach (var remark in record.Remarks) terminal.Warn(remark);
        var now = Now(status);
        terminal.Print(now.Count == 0
            ? $"now: {status.State}, and nothing keeps its orders from passing" : $"now: {status.State}; {string.Join("; ", now)}");
        if (found.Count == 0)
        {
            int orders = record.Result.Orders.Count(o => o.Submitted >= status.Time - length),
                fills = record.Result.Fills.Count(f => f.Time >= status.Time - length);
            string quiet = orders + fills > 0 || record.Result.Fills.Count > 0
                ? string.Create(CultureInfo.InvariantCulture,
                    $"nothing was refused: the script made {orders:N0} orders, and there were {fills:N0} fills")
                : $"nothing was refused: {NothingTraded.Of(record.Result)}";
            terminal.Print(string.Create(CultureInfo.InvariantCulture,
                $"in the {length.TotalHours:0.#} hours up to {status.Time:yyyy-MM-dd HH:mm}Z {quiet}"));
            return;
        }

        var table = Tables.Of("what", ">times", "first", "last", "the last time");
        foreach (var one in found)
            table.Row(one.Kind, one.Count.ToString("N0", CultureInfo.InvariantCulture), Time(one.First), Time(one.Latest), one.Reason);
        terminal.Print(table);
    }

    /// <summary>What keeps its orders from passing now.</summary>
    private static List<string> Now(DeploymentStatus status)
    {
        var now = status.Conditions.ToList();
        if (status.State is "resting" or "failed") now.Insert(0, "no host runs it");
        if (status.Fault is { } fault) now.Insert(0, fault);
        if (status.StaleAfter is { } longest && status.Snapshot.NewestPrice is { } newest
            && TimeProvider.System.GetUtcNow().UtcDateTime - newest > longest)
            now.Add(string.Create(CultureInfo.InvariantCulture,
                $"its newest price is of {Time(newest)}, and older than {longest.TotalSeconds:0} s: no order that opens a position "
                    + $"passes"));
        return now;
    }

    /// <summary>What the host has written of its broker, its feed and its faults in the same length of time up to now.</summary>
    private static IEnumerable<Obstacle> InLog(string folder, DeploymentStatus status, TimeSpan length)
    {
        var from = TimeProvider.System.GetUtcNow().UtcDateTime - length;
        string account = $"account {status.Account}";
        return LogEntry.In(folder)
            .Where(e => e.Time >= from
                && (e.Source == status.Deployment ? e.Kind is "Fault" or "Error" : e.Source == account && e.Severity >= LogLevel.Warning))
            .GroupBy(e => (e.Source, e.Kind))
            .Select(g => new Obstacle($"{(g.Key.Source == status.Deployment ? "" : g.Key.Source + ": ")}{g.Key.Kind.ToLowerInvariant()}",
                g.Last().Text, g.Count(), g.First().Time, g.Last().Time));
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
