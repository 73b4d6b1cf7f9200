using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Reports;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>backtest</c>: runs a strategy on past data.</summary>
internal sealed class BacktestCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly Argument<string[]> scripts = new("SCRIPT") { Description = "the strategy, a .csx or .cs file; several run on one account", Arity = ArgumentArity.OneOrMore };
    private readonly BacktestOptions options = new();

    public Command Build()
    {
        var command = new Command("backtest", "Run a strategy on past data.\n\nExample:\n  strategyhost backtest strategies/ma_crossover.csx --set fast=20 --commission 0.1% --from 2010-01-01") { scripts };
        options.AddTo(command);
        command.SetAction((arguments, cancellation) => Task.FromResult(boundary.Run(arguments, () => Run(arguments, cancellation))));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var request = options.Read(arguments);
        var compiled = new List<CompiledScript>();
        try
        {
            foreach (var path in arguments.GetRequiredValue(scripts)) compiled.Add(loader.Load(path, cancellation));
            if (compiled.DistinctBy(c => c.Name).Count() < compiled.Count) throw new UsageException("Strategies that run together need different names.");
            return Run(request, compiled, cancellation);
        }
        finally
        {
            foreach (var script in compiled) script.Dispose();
        }
    }

    private int Run(BacktestRequest request, List<CompiledScript> compiled, CancellationToken cancellation)
    {
        var settings = request.SettingsFor(compiled);
        using var log = new RunLog(terminal.Error);
        var progress = new RunProgress(terminal.Error, terminal.IsWatched);
        using var data = new RunData(terminal, request, progress, cancellation);
        try
        {
            var watch = Stopwatch.StartNew();
            var result = new Backtest(settings, data.Load, log, data.LoadRate, data.LoadFiner).Run([.. compiled.Select(c => (c.Name, c.CreateStrategy()))], progress, cancellation);
            watch.Stop();
            progress.Clear();
            var benchmark = request.Benchmark is { } symbol ? data.LoadAsItIs(symbol) : null;
            return Show(string.Join('+', compiled.Select(c => c.Name)), request, result, RunStatistics.Of(result, request.RiskFreeRate, request.Convention, benchmark), watch.Elapsed);
        }
        finally
        {
            progress.Clear();
        }
    }

    private int Show(string name, BacktestRequest request, BacktestResult result, RunStatistics statistics, TimeSpan elapsed)
    {
        string summary = SummaryJson.Of(name, result, statistics, ResultFolder.HashOrders(result), elapsed);
        string folder = request.Out ?? Path.Combine("results", name);
        WriteFolder(folder, result, statistics, summary);
        if (request.IsJson) terminal.Print(summary.TrimEnd());
        else terminal.Print(ResultTable.Of(name, result, statistics));
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{result.Bars:N0} bars in {elapsed.TotalSeconds:0.000} s; the result is in {folder}"));
        WarnOfDenials(result);
        foreach (var breach in result.Breaches) terminal.Fail(breach.Message);
        return result.Breaches.Count > 0 ? ExitCode.RunFailed : ExitCode.Done;
    }

    private static void WriteFolder(string folder, BacktestResult result, RunStatistics statistics, string summary)
    {
        try
        {
            ResultFolder.WriteTables(folder, result);
            ResultFolder.WriteRolling(folder, statistics);
            ResultFolder.WriteSummary(folder, summary);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The result cannot be written to {folder}: {failure.Message} Name another folder with --out.");
        }
    }

    private void WarnOfDenials(BacktestResult result)
    {
        var denied = result.Orders.Where(o => o.Status == OrderStatus.Denied).ToList();
        if (denied.Count == 0) return;
        var rules = denied.GroupBy(o => o.Denial!.Code).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}");
        terminal.Warn($"risk denied {denied.Count} of {result.Orders.Count} orders ({string.Join(", ", rules)}); orders.csv has the reasons");
    }
}
