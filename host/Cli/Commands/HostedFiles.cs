using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Notices;
using StrategyHost.Live.Service;
using StrategyHost.Live.Sessions;
using StrategyHost.Reports;

namespace StrategyHost.Cli.Commands;

/// <summary>Runs deployments by their files, each within an error boundary of its own: one that fails hurts only itself.</summary>
/// <param name="place">Where deployments and their state are.</param>
/// <param name="parts">What they are put together from.</param>
/// <param name="log">Takes their lines.</param>
/// <param name="boundary">Turns what goes wrong into a sentence and an exit code.</param>
/// <param name="arguments">What the command was given.</param>
internal sealed class HostedFiles(LivePlace place, DeploymentParts parts, LiveLog log, ErrorBoundary boundary, ParseResult arguments)
{
    /// <summary>More orders are counted, and not named.</summary>
    private const int MostNamed = 10;

    /// <summary>Reads a deployment's file.</summary>
    /// <exception cref="DeploymentException">It is missing, or says what cannot be.</exception>
    public Deployment Read(string file) => DeploymentFile.Read(file, place.Defaults);

    /// <summary>Finds a deployment by its name.</summary>
    /// <exception cref="DeploymentException">It has no file.</exception>
    public HostedDeployment Find(string name)
    {
        var files = DeploymentFile.In(place.Deployments);
        string? file = files.FirstOrDefault(f => Path.GetFileNameWithoutExtension(f) == name);
        return file is not null
            ? Of(file, fresh: null)
            : throw new DeploymentException(
                $"There is no deployment '{name}' in {place.Deployments}: there "
                    + $"{(files.Count == 0 ? "is none" : $"are {string.Join(", ", files.Select(Path.GetFileNameWithoutExtension))}")}.");
    }

    /// <summary>The deployment of a file, to be run in a host.</summary>
    /// <param name="file">The file.</param>
    /// <param name="fresh">What becomes of a session that has not ended when a new one is to begin; null to take it up.</param>
    public HostedDeployment Of(string file, FreshStart? fresh)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return new HostedDeployment(name, control => boundary.RunAsync(arguments,
            () => RunUnlessStoppedAsync(() => RunAsync(Read(file), fresh, control), name, control),
            (reason, failure) => Fail(name, reason, failure, control), name));
    }

    private async Task<int> RunUnlessStoppedAsync(Func<Task<int>> run, string name, DeploymentControl control)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (place.Ending.IsCancellationRequested || control.Stopping.IsCancellationRequested)
        {
            // The compiler hears of the end from the command, a moment before the deployment is told to stop.
            Say(name, "stopped before it had begun", control);
            return ExitCode.Done;
        }
    }

    private async Task<int> RunAsync(Deployment deployment, FreshStart? fresh, DeploymentControl control)
    {
        var run = new DeploymentRun(deployment, parts, place.State, log.Of(deployment.Name)) { Control = control };
        var end = await run.RunAsync(fresh, control.Stopping);
        var result = end.Result;
        string recovered = end.Recovered > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {end.Recovered:N0} events of them from before a restart") : "";
        var (made, denied) = end.Orders;
        Say(deployment.Name, string.Create(
            CultureInfo.InvariantCulture,
            $"session {end.Session} {(end.IsOver ? "is over" : "rests")} at {result.To:yyyy-MM-dd HH:mm}Z after {result.Bars:N0} "
                + $"bars{recovered}; {made - denied} orders{(denied > 0 ? $" and {denied} denied" : "")}, "
                + $"{end.Fills} fills, equity {result.Equity.Latest.Equity:N2} "
                + $"{result.Settings.Currency}{Left(deployment, result)}"), control);
        if (!end.IsOver) return ExitCode.Done;
        string folder = Path.Combine(end.Folder, "result");
        var statistics = RunStatistics.Of(result);
        string hash = ResultFolder.WriteTables(folder, result);
        ResultFolder.WriteSummary(folder, SummaryJson.Of(deployment.Name, result, statistics, hash, TimeSpan.Zero));
        return end.Fault is null ? ExitCode.Done : ExitCode.RunFailed;
    }

    private void Say(string name, string sentence, DeploymentControl control)
    {
        control.NoteEnd(sentence);
        log.Say(name, sentence);
    }

    private void Fail(string name, Exception reason, string failure, DeploymentControl control)
    {
        control.NoteEnd(failure);
        if (reason is DeploymentException { IsRefusal: true }) return;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        new SessionFault(now, failure).Keep(place.State, name);
        parts.Notices?.Invoke(new Notice(NoticeKind.Fault, name, now, failure));
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
}
