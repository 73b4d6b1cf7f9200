using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Files;
using StrategyHost.Live.Notices;
using StrategyHost.Live.Service;
using StrategyHost.Live.Service.Windows;
using StrategyHost.Live.Sessions;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>live</c>: runs deployments as events come, each on a thread of its own.</summary>
internal sealed class LiveCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly Argument<string[]> names = new("NAME")
    {
        Description = "which deployments (default: all)",
        Arity = ArgumentArity.ZeroOrMore
    };
    private readonly Option<string> deployments = LiveOptions.Deployments();
    private readonly Option<string> state = LiveOptions.State();
    private readonly Option<string> plugins = LiveOptions.Plugins();
    private readonly Option<string> accounts = LiveOptions.Accounts();
    private readonly Option<string> notify = LiveOptions.Notifications();
    private readonly Option<bool> fresh = new("--fresh")
    {
        Description =
            "begin new sessions; refused where one that has not ended has orders or positions, unless one of the next three says what "
                + "becomes of them"
    };
    private readonly Option<bool> keep = new("--keep")
    {
        Description = "with --fresh: orders go on working at the broker, and positions are nobody's"
    };
    private readonly Option<bool> cancel = new("--cancel") { Description = "with --fresh: cancel the orders first" };
    private readonly Option<bool> flatten = new("--flatten")
    {
        Description = "with --fresh: cancel the orders and close the positions first"
    };

    public Command Build()
    {
        var command = new Command(
            "live",
            "Run deployments as events come: on paper, as shadows, or live on an account at a broker. Every event is durable before it "
                + "is handled: whatever stops the host, the next start takes its sessions up where they were.\n\nExample:\n  "
                + "strategyhost live trend --deployments deployments")
        {
            names, deployments, accounts, state, plugins, notify, fresh, keep, cancel, flatten,
        };
        command.SetAction(ServeAsync);
        return command;
    }

    /// <summary>Runs the command, as a service where Windows has started it as one.</summary>
    private async Task<int> ServeAsync(ParseResult arguments, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsWindows() || WindowsService.Connect() is not { } service)
            return await boundary.RunAsync(arguments, () => RunAsync(arguments, () => { }, cancellation));
        using var connected = service;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, service.Stopping);
        Action started = service.Run;
        return service.ExitCode = await boundary.RunAsync(arguments, () => RunAsync(arguments, started, stop.Token));
    }

    private async Task<int> RunAsync(ParseResult arguments, Action started, CancellationToken cancellation)
    {
        string folder = arguments.GetRequiredValue(deployments);
        var freshStart = FreshStartOf(arguments);
        var defaults = HostConfiguration.Read(null).Deployments;
        var chosen = Chosen(folder, arguments.GetValue(names) ?? []);
        SayUndeployed(folder);
        string stateFolder = arguments.GetRequiredValue(state);
        ProcessUmask.MakePrivate();
        var redaction = new Redaction();
        using var loaded = new LiveParts(loader, arguments.GetRequiredValue(plugins), redaction, cancellation);
        using var log = new LiveLog(terminal.Error, stateFolder, redaction, TimeProvider.System);
        if (CommandBox.KillSwitchIn(stateFolder) is { } pulled)
            log.Say($"the kill switch {pulled} is there: every deployment is halted until the file is deleted and 'strategyhost resume' "
                + $"is given");
        StateFiles.Narrow(stateFolder, arguments.GetRequiredValue(accounts), log.Say);
        await using var notifications =
            new Notifications(NotificationFile.Read(arguments.GetRequiredValue(notify)), log.Say, TimeProvider.System);
        void Notice(Notice notice)
        {
            log.Note(notice);
            if (notice.Day is { } day) Keep(stateFolder, day, log);
            notifications.Give(notice);
        }

        SayAbandoned(folder, stateFolder, log);
        DeploymentService? running = null;
        var parts = loaded.Parts with
        {
            OrderPath = CrashPoint.FromEnvironment(),
            Notices = Notice,
            Sharers = () => Math.Max(chosen.Count, running?.Standing.Deployments.Count(d => d.IsRunning) ?? 0),
        };
        await using var brokers = new BrokerAccounts(
            arguments.GetRequiredValue(accounts), stateFolder, parts,
            (account, level, line) => log.Write($"account {account}", TimeProvider.System.GetUtcNow().UtcDateTime, level, line));
        parts = parts with { Accounts = brokers };
        var files = new HostedFiles(new LivePlace(folder, stateFolder, defaults, cancellation), parts, log, boundary, arguments);
        var first = chosen.Select(f => files.Of(f, freshStart)).ToList();
        var host = new LiveHostParts(first, files.Find, stateFolder, TimeProvider.System, log.Say)
        {
            Watched = new WatchedFolder(folder, arguments.GetValue(names) is null or [], files.Read,
                (name, isWrong, sentence) => Tell(name, isWrong, sentence, log, Notice)),
        };
        using var signals = new KillSignals(() => Running(running, host), stateFolder, log.Say);
        return await LiveHost.RunAsync(host, service =>
        {
            running = service;
            started();
        }, cancellation);
    }

    /// <summary>The deployments that run: before the service does, all those that it starts with.</summary>
    private static IEnumerable<string> Running(DeploymentService? service, LiveHostParts host) => service is null
        ? host.Deployments.Select(d => d.Name) : service.Standing.Deployments.Where(d => d.IsRunning).Select(d => d.Name);

    /// <summary>Says something of a deployment that it does not say itself; what is wrong is a notice as well.</summary>
    private static void Tell(string name, bool isWrong, string sentence, LiveLog log, Action<Notice> notice)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        log.Write(name, now, isWrong ? LogLevel.Warning : LogLevel.Info, sentence);
        if (isWrong) notice(new Notice(NoticeKind.Warning, name, now, sentence));
    }

    private static void Keep(string state, DayReport day, LiveLog log)
    {
        try
        {
            DayFile.Keep(state, day);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.Say(day.Deployment, $"the report of the day could not be written: {failure.Message}");
        }
    }

    /// <summary>What becomes of sessions that have not ended; null when they are to be taken up.</summary>
    private FreshStart? FreshStartOf(ParseResult arguments)
    {
        (Option<bool> Option, FreshStart Start)[] choices =
            [(keep, FreshStart.Keep), (cancel, FreshStart.Cancel), (flatten, FreshStart.Flatten)];
        var chosen = choices.Where(c => arguments.GetValue(c.Option)).ToList();
        if (chosen.Count > 1) throw new UsageException("--keep, --cancel and --flatten say three different things: give one of them.");
        bool isFresh = arguments.GetValue(fresh);
        if (!isFresh && chosen.Count > 0)
            throw new UsageException(
                $"{chosen[0].Option.Name} says what becomes of sessions that new ones take the place of: give it with --fresh.");
        return !isFresh ? null : chosen.Count == 0 ? FreshStart.WhenFlat : chosen[0].Start;
    }

    /// <summary>The files of the deployments that are wanted.</summary>
    private static List<string> Chosen(string folder, string[] wanted)
    {
        var files = DeploymentFile.In(folder);
        if (files.Count == 0)
            throw new DeploymentException(
                $"There is no deployment in {folder}. Write one, such as {folder}/trend.json: {{ \"script\": "
                    + $"\"strategies/ma_crossover.csx\", \"mode\": \"paper\", \"feed\": {{ \"replay\": \"samples/data\" }} }}.");
        foreach (var name in wanted)
        {
            if (files.All(f => Path.GetFileNameWithoutExtension(f) != name))
                throw new DeploymentException(
                    $"There is no deployment '{name}' in {folder}: there are "
                        + $"{string.Join(", ", files.Select(Path.GetFileNameWithoutExtension))}.");
        }

        return [.. files.Where(f => wanted.Length == 0 || wanted.Contains(Path.GetFileNameWithoutExtension(f)))];
    }

    /// <summary>A session with something open whose deployment's file was removed or renamed is named.</summary>
    private static void SayAbandoned(string folder, string stateFolder, LiveLog log)
    {
        var files = DeploymentFile.In(folder).Select(f => Path.GetFileNameWithoutExtension(f)!).ToHashSet(StringComparer.Ordinal);
        var reading = DeploymentStatus.In(stateFolder, name => !files.Contains(name));
        foreach (var sentence in reading.Deployments.Select(d => d.Abandoned(folder)).OfType<string>()) log.Say($"warning: {sentence}");
        foreach (var (name, sentence) in reading.Unreadable)
            log.Say($"warning: {name} has no file in {folder}, and what it has open is not known: {sentence}");
    }

    /// <summary>A script that lies in a folder of deployed ones, and has no deployment itself, is named and not traded.</summary>
    private void SayUndeployed(string folder)
    {
        var deployed = DeploymentFile.In(folder).Select(ScriptOf).OfType<string>().ToHashSet();
        var beside = deployed.Select(Path.GetDirectoryName).Distinct().Where(Directory.Exists)
            .SelectMany(d => Directory.EnumerateFiles(d!, "*.csx")).Order(StringComparer.Ordinal);
        var others = beside.Where(s => !deployed.Contains(s)).Select(s => Path.GetFileNameWithoutExtension(s)!).ToList();
        if (others.Count > 0) terminal.Say($"without a deployment, and not traded: {string.Join(", ", others)}");
    }

    /// <summary>The script of a deployment; null when the file is malformed, which its own run will say.</summary>
    private static string? ScriptOf(string file)
    {
        try
        {
            return Path.GetFullPath(DeploymentFile.Read(file).Script);
        }
        catch (DeploymentException)
        {
            return null;
        }
    }
}
