using System.Diagnostics;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Engine.Profiling;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Reports;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary>One run of strategies over data, and what there is to show of it.</summary>
internal sealed class BacktestRun
{
    private readonly BacktestRequest request;
    private string? ordersHash;

    private BacktestRun(string name, BacktestRequest request, BacktestResult result, RunStatistics statistics, TimeSpan elapsed)
    {
        Name = name;
        this.request = request;
        Result = result;
        Statistics = statistics;
        Elapsed = elapsed;
    }

    /// <summary>The names of the strategies.</summary>
    public string Name { get; }

    /// <summary>What came of it.</summary>
    public BacktestResult Result { get; }

    /// <summary>Its figures.</summary>
    public RunStatistics Statistics { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Where its tables go.</summary>
    public string Folder => request.Out ?? Path.Combine("results", Name);

    /// <summary>Runs strategies.</summary>
    public static BacktestRun Of(Terminal terminal, BacktestRequest request, IReadOnlyList<CompiledScript> scripts, RunData data,
        RunProgress progress, Stages? stages, CancellationToken cancellation)
    {
        var settings = request.SettingsFor(scripts);
        using var log = new RunLog(terminal.Error);
        try
        {
            var profile = stages is null ? null : new RunProfile();
            var watch = Stopwatch.StartNew();
            var result = new Backtest(settings, new BarSources(data.Load, data.LoadRate, data.LoadFiner), log, reloads: null, profile)
                .Run([.. scripts.Select(c => (c.Name, c.CreateStrategy()))], progress, cancellation);
            watch.Stop();
            stages?.EndRun(data.OpeningTime, profile!);
            var benchmark = request.Benchmark is { } symbol ? data.LoadAsItIs(symbol) : null;
            var statistics = RunStatistics.Of(result, request.RiskFreeRate, request.Convention, benchmark);
            stages?.End("statistics");
            return new BacktestRun(string.Join('+', scripts.Select(c => c.Name)), request, result, statistics, watch.Elapsed);
        }
        finally
        {
            progress.Clear();
        }
    }

    /// <summary>Shows the result, and what to look at.</summary>
    public void Show(Terminal terminal)
    {
        if (request.IsJson) terminal.Print(Summary().TrimEnd());
        else terminal.Print(ResultTable.Of(Name, Result, Statistics));
    }

    /// <summary>Warns of a run that was stopped, that traded nothing, of refused orders and reached limits.</summary>
    /// <returns>The exit code that follows.</returns>
    public int Warn(Terminal terminal)
    {
        if (Refusals() is { } refusals) terminal.Warn(refusals);
        if (NothingTraded.Of(Result) is { } reason) terminal.Warn($"nothing was traded: {reason}");
        if (Ruin.Of(Result) is { } ruin)
            terminal.Warn(string.Create(CultureInfo.InvariantCulture,
                $"the account was ruined at {ruin.Time:yyyy-MM-dd HH:mm}Z: equity was at or below zero, so that returns and ratios from "
                    + $"then on are not defined"));
        foreach (var breach in Result.Breaches) terminal.Fail(breach.Message);
        if (!Result.IsComplete)
            terminal.Fail(string.Create(CultureInfo.InvariantCulture,
                $"The run was stopped at {Result.To:yyyy-MM-dd HH:mm}: the result is of the bars up to there."));
        return Result.Breaches.Count > 0 || !Result.IsComplete ? ExitCode.RunFailed : ExitCode.Done;
    }

    /// <summary>How many orders risk denied and the venue rejected; null when there are none.</summary>
    private string? Refusals()
    {
        var denied = Result.Orders.Where(o => o.Status == OrderStatus.Denied).ToList();
        int rejected = Result.Orders.Count(o => o.Status == OrderStatus.Rejected);
        if (denied.Count + rejected == 0) return null;
        var rules = denied.GroupBy(o => o.Denial!.Code).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}");
        string byRisk = denied.Count > 0 ? $"risk denied {denied.Count} of {Result.Orders.Count} orders ({string.Join(", ", rules)})" : "";
        string byVenue = rejected == 0
            ? "" : denied.Count > 0 ? $", the venue rejected {rejected}" : $"the venue rejected {rejected} of {Result.Orders.Count} orders";
        return $"{byRisk}{byVenue}; orders.csv has the reasons";
    }

    /// <summary>How many bars it was, and how long it took.</summary>
    public string Pace() => string.Create(CultureInfo.InvariantCulture, $"{Result.Bars:N0} bars in {Elapsed.TotalSeconds:0.000} s");

    /// <summary>Writes its tables.</summary>
    /// <exception cref="UsageException">They cannot be written.</exception>
    public void Write()
    {
        try
        {
            ordersHash = ResultFolder.WriteTables(Folder, Result);
            ResultFolder.WriteRolling(Folder, Statistics);
            ResultFolder.WriteSummary(Folder, Summary());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The result cannot be written to {Folder}: {failure.Message} Name another folder with --out.");
        }
    }

    private string Summary() => SummaryJson.Of(Name, Result, Statistics, ordersHash ??= ResultFolder.HashOrders(Result), Elapsed);
}
