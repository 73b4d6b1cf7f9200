using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Engine.Statistics;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Reports;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>live</c>: runs deployments as events come, each on a thread of its own.</summary>
internal sealed class LiveCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly Argument<string[]> names = new("NAME") { Description = "which deployments (default: all)", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> deployments = LiveOptions.Deployments();
    private readonly Option<string> state = LiveOptions.State();
    private readonly Option<string> plugins = LiveOptions.Plugins();
    private readonly Option<string> accounts = LiveOptions.Accounts();
    private readonly Option<bool> fresh = new("--fresh") { Description = "begin new sessions, and leave those that have not ended" };

    public Command Build()
    {
        var command = new Command(
            "live",
            "Run deployments as events come: on paper, as shadows, or live on an account at a broker. Every event is durable before it is handled: whatever stops the host, the next start takes its sessions up where they were.\n\nExample:\n  strategyhost live trend --deployments deployments")
        {
            names, deployments, accounts, state, plugins, fresh,
        };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        string folder = arguments.GetRequiredValue(deployments);
        var chosen = Chosen(folder, arguments.GetValue(names) ?? []);
        SayUndeployed(folder);
        using var loaded = new LiveParts(loader, arguments.GetRequiredValue(plugins), cancellation);
        var log = TextWriter.Synchronized(terminal.Error);
        var orderPath = CrashPoint.FromEnvironment();
        await using var brokers = new BrokerAccounts(
            arguments.GetRequiredValue(accounts), arguments.GetRequiredValue(state), loaded.Parts with { OrderPath = orderPath },
            (account, level, line) => new LiveLog($"account {account}", log).Write(TimeProvider.System.GetUtcNow().UtcDateTime, level, line));
        var parts = loaded.Parts with { Accounts = brokers, OrderPath = orderPath };

        // A deployment that fails hurts only itself: each has an error boundary of its own.
        var codes = await Task.WhenAll(chosen.Select(d => Task.Run(() => boundary.RunAsync(arguments, () => RunAsync(DeploymentFile.Read(d), parts, arguments, log, cancellation)), CancellationToken.None)));
        return codes.Max();
    }

    private async Task<int> RunAsync(Deployment deployment, DeploymentParts parts, ParseResult arguments, TextWriter log, CancellationToken cancellation)
    {
        var run = new DeploymentRun(deployment, parts, arguments.GetRequiredValue(state), new LiveLog(deployment.Name, log));
        var end = await run.RunAsync(arguments.GetValue(fresh), cancellation);
        var result = end.Result;
        string recovered = end.Recovered > 0 ? string.Create(CultureInfo.InvariantCulture, $", {end.Recovered:N0} events of them from before a restart") : "";
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{deployment.Name}: session {end.Session} {(end.IsOver ? "is over" : "rests")} at {result.To:yyyy-MM-dd HH:mm}Z after {result.Bars:N0} bars{recovered}; {result.Orders.Count} orders, {result.Fills.Count} fills, equity {result.Equity.Latest.Equity:N2} {result.Settings.Currency}"));
        if (!end.IsOver) return ExitCode.Done;
        string folder = Path.Combine(end.Folder, "result");
        var statistics = RunStatistics.Of(result);
        string hash = ResultFolder.WriteTables(folder, result);
        ResultFolder.WriteSummary(folder, SummaryJson.Of(deployment.Name, result, statistics, hash, TimeSpan.Zero));
        return ExitCode.Done;
    }

    /// <summary>The files of the deployments that are wanted.</summary>
    private static List<string> Chosen(string folder, string[] wanted)
    {
        var files = DeploymentFile.In(folder);
        if (files.Count == 0)
            throw new DeploymentException($"There is no deployment in {folder}. Write one, such as {folder}/trend.json: {{ \"script\": \"strategies/ma_crossover.csx\", \"mode\": \"paper\", \"feed\": {{ \"replay\": \"samples/data\" }} }}.");
        foreach (var name in wanted)
        {
            if (files.All(f => Path.GetFileNameWithoutExtension(f) != name))
                throw new DeploymentException($"There is no deployment '{name}' in {folder}: there are {string.Join(", ", files.Select(Path.GetFileNameWithoutExtension))}.");
        }

        return [.. files.Where(f => wanted.Length == 0 || wanted.Contains(Path.GetFileNameWithoutExtension(f)))];
    }

    /// <summary>A script that lies in a folder of deployed ones, and has no deployment itself, is named and not traded.</summary>
    private void SayUndeployed(string folder)
    {
        var deployed = DeploymentFile.In(folder).Select(ScriptOf).OfType<string>().ToHashSet();
        var beside = deployed.Select(Path.GetDirectoryName).Distinct().Where(Directory.Exists).SelectMany(d => Directory.EnumerateFiles(d!, "*.csx")).Order(StringComparer.Ordinal);
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
