using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Files;
using StrategyHost.Live.Notices;
using StrategyHost.Live.Service;
using StrategyHost.Live.Service.Windows;
using StrategyHost.Live.Sessions;
using StrategyHost.Reports;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>live</c>: runs deployments as events come, each on a thread of its own.</summary>
internal sealed class LiveCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    /// <summary>More orders are counted, and not named.</summary>
    private const int MostNamed = 10;
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
        var parts = loaded.Parts with { OrderPath = CrashPoint.FromEnvironment(), Notices = Notice, Sharers = chosen.Count };
        await using var brokers = new BrokerAccounts(
            arguments.GetRequiredValue(accounts), stateFolder, parts,
            (account, level, line) => log.Write($"account {account}", TimeProvider.System.GetUtcNow().UtcDateTime, level, line));
        parts = parts with { Accounts = brokers };

        void Fail(string name, Exception reason, string failure)
        {
            if (reason is DeploymentException { IsRefusal: true }) return;
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            new SessionFault(now, failure).Keep(stateFolder, name);
            Notice(new Notice(NoticeKind.Fault, name, now, failure));
        }

        // A deployment that fails hurts only itself: each has an error boundary of its own.
        HostedDeployment Hosted(string file)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            return new HostedDeployment(name,
                stop => boundary.RunAsync(arguments, () => RunUnlessStoppedAsync(() => RunAsync(DeploymentFile.Read(file, defaults), parts,
                    freshStart, stateFolder, log, stop), name, log, stop, cancellation),
                    (reason, failure) => Fail(name, reason, failure), name));
        }

        using var signals = new KillSignals(chosen.Select(f => Path.GetFileNameWithoutExtension(f)!), stateFolder, log.Say);
        return await LiveHost.RunAsync([.. chosen.Select(Hosted)], stateFolder, TimeProvider.System, log.Say, started, cancellation);
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

    /// <summary>What stays open while nobody runs it.</summary>
    private static string Left(Deployment deployment, BacktestResult result)
    {
        var open = result.Orders.Where(o => o.IsOpen).Select(o => o.ToString()).ToList();
        var held = result.Account.Portfolio.Positions.Where(p => !p.IsFlat)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Quantity:0.########} {p.Symbol}")).ToList();
        if (open.Count + held.Count == 0) return "; nothing is open";
        string where = deployment.Account is { } account ? $"at the broker, on the account {account}, stay" : "open stay";
        string more = open.Count > MostNamed
            ? string.Create(CultureInfo.InvariantCulture, $" and {open.Count - MostNamed} more orders") : "";
        return $"; {where} {string.Join(", ", held.Concat(open.Take(MostNamed)))}{more}";
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

    private static async Task<int> RunUnlessStoppedAsync(Func<Task<int>> run, string name, LiveLog log, CancellationToken stop,
        CancellationToken cancellation)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested || cancellation.IsCancellationRequested)
        {
            // The compiler hears of the end from the command, a moment before the deployment is told to stop.
            log.Say(name, "stopped before it had begun");
            return ExitCode.Done;
        }
    }

    private static async Task<int> RunAsync(Deployment deployment, DeploymentParts parts, FreshStart? freshStart, string stateFolder,
        LiveLog log, CancellationToken cancellation)
    {
        var run = new DeploymentRun(deployment, parts, stateFolder, log.Of(deployment.Name));
        var end = await run.RunAsync(freshStart, cancellation);
        var result = end.Result;
        string recovered = end.Recovered > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {end.Recovered:N0} events of them from before a restart") : "";
        var (made, denied) = end.Orders;
        log.Say(deployment.Name, string.Create(
            CultureInfo.InvariantCulture,
            $"session {end.Session} {(end.IsOver ? "is over" : "rests")} at {result.To:yyyy-MM-dd HH:mm}Z after {result.Bars:N0} "
                + $"bars{recovered}; {made - denied} orders{(denied > 0 ? $" and {denied} denied" : "")}, "
                + $"{end.Fills} fills, equity {result.Equity.Latest.Equity:N2} "
                + $"{result.Settings.Currency}{Left(deployment, result)}"));
        if (!end.IsOver) return ExitCode.Done;
        string folder = Path.Combine(end.Folder, "result");
        var statistics = RunStatistics.Of(result);
        string hash = ResultFolder.WriteTables(folder, result);
        ResultFolder.WriteSummary(folder, SummaryJson.Of(deployment.Name, result, statistics, hash, TimeSpan.Zero));
        return end.Fault is null ? ExitCode.Done : ExitCode.RunFailed;
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
