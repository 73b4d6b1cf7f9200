using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Data;
using StrategyHost.Data.Catalog;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Reports;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>backtest</c>: runs a strategy on past data.</summary>
internal sealed class BacktestCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> script = new("SCRIPT") { Description = "the strategy, a .csx or .cs file" };
    private readonly BacktestOptions options = new();

    public Command Build()
    {
        var command = new Command("backtest", "Run a strategy on past data.\n\nExample:\n  strategyhost backtest strategies/ma_crossover.csx --set fast=20 --commission 0.1% --from 2010-01-01") { script };
        options.AddTo(command);
        command.SetAction((arguments, cancellation) => Task.FromResult(boundary.Run(arguments, () => Run(arguments, cancellation))));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var request = options.Read(arguments);
        using var compiled = new ScriptCompiler().Compile(arguments.GetRequiredValue(script), cancellation);
        var settings = WithSymbol(request, compiled);
        using var log = new RunLog(terminal.Error);
        var progress = new RunProgress(terminal.Error, terminal.IsWatched);
        var library = new DataLibrary(request.Data, request.Csv, settings.Currency, request.Data.Count == 1 ? request.Symbol : null);
        var open = new List<BarSeries>();
        try
        {
            var watch = Stopwatch.StartNew();
            var result = new Backtest(settings, symbol => Load(library, symbol, request, open, progress, cancellation), log)
                .Run(compiled.CreateStrategy(), progress, cancellation);
            watch.Stop();
            progress.Clear();
            var benchmark = request.Benchmark is { } symbol ? Load(library, symbol, request with { Resolution = null }, open, progress, cancellation) : null;
            return Show(compiled.Name, request, result, RunStatistics.Of(result, request.RiskFreeRate, request.Convention, benchmark), watch.Elapsed);
        }
        finally
        {
            progress.Clear();
            foreach (var series in open) series.Dispose();
        }
    }

    /// <summary>--symbol is the value of the parameter of that name, where the strategy has one that nothing else sets.</summary>
    private static BacktestSettings WithSymbol(BacktestRequest request, CompiledScript compiled)
    {
        const string name = "symbol";
        var settings = request.Settings;
        if (request.Symbol is not { } symbol || settings.Parameters.ContainsKey(name)) return settings;
        var outline = StrategyOutline.Of(compiled.CreateStrategy());
        if (outline.Parameters.All(p => p.Name != name)) return settings;
        return settings with { Parameters = new Dictionary<string, string>(settings.Parameters) { [name] = symbol } };
    }

    private BarSeries Load(DataLibrary library, string symbol, BacktestRequest request, List<BarSeries> open, RunProgress progress, CancellationToken cancellation)
    {
        BarSeries series;
        try
        {
            series = library.Load(symbol, request.Resolution, cancellation);
        }
        catch (UnknownStampsException unknown) when (terminal.CanAsk)
        {
            var csv = request.Csv with { Stamps = terminal.AskStamps(unknown) };
            series = new DataLibrary(request.Data, csv, request.Settings.Currency, request.Data.Count == 1 ? request.Symbol : null).Load(symbol, request.Resolution, cancellation);
        }

        if (request.Resolution is { } wanted) series = Longer(series, wanted);
        open.Add(series);
        var end = series[series.Count - 1].End;
        if (progress.End is null || progress.End < end) progress.End = end;
        return series;
    }

    private static BarSeries Longer(BarSeries series, Resolution wanted) => wanted.Span.Ticks % series.Resolution.Span.Ticks == 0
        ? BarResampler.To(series, wanted)
        : throw new UsageException($"--resolution {wanted}: bars of {wanted} cannot be built for {series.Instrument.Symbol}, whose data has bars of {series.Resolution}.");

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
