using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>backtest</c>: runs a strategy on past data.</summary>
internal sealed class BacktestCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly Argument<string[]> scripts = new("SCRIPT")
    {
        Description = "the strategy, a .csx or .cs file; several run on one account",
        Arity = ArgumentArity.OneOrMore
    };
    private readonly Option<bool> watch = new("--watch")
    {
        Description = "run again whenever a script is saved, until Ctrl+C; the last result is written then"
    };
    private readonly Option<bool> profile = new("--profile") { Description = "show what the time went into, stage by stage" };
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private readonly BacktestOptions options = new();

    public Command Build()
    {
        var command = new Command("backtest",
            "Run a strategy on past data.\n\nExample:\n  strategyhost backtest strategies/ma_crossover.csx --set fast=20 --commission "
                + "0.1% --from 2010-01-01") { scripts };
        options.AddTo(command);
        command.Options.Add(watch);
        command.Options.Add(profile);
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, async () =>
        {
            var stages = arguments.GetValue(profile) ? new Stages() : null;
            var request = await options.ReadAsync(arguments, cancellation);
            return await Task.Run(() => Run(arguments, request, stages, cancellation), CancellationToken.None);
        }));
        return command;
    }

    private int Run(ParseResult arguments, BacktestRequest request, Stages? stages, CancellationToken cancellation)
    {
        var paths = arguments.GetRequiredValue(scripts);
        if (request.Settings.Broker is { } takes)
            terminal.Say(
                $"orders are refused as {request.Broker} would refuse them: it takes {string.Join(", ", takes.OrderTypes)}; "
                    + $"{string.Join(", ", takes.TimesInForce)}");
        if (request.Compile.IsDebuggable) AwaitDebugger(cancellation);
        if (paths.Select(Path.GetFileNameWithoutExtension).Distinct().Count() < paths.Length)
            throw new UsageException("Strategies that run together need different names.");
        var progress = new RunProgress(terminal.Error, terminal.IsWatched, TimeProvider.System);
        using var data = new RunData(terminal, request, progress, cancellation);
        if (arguments.GetValue(watch)) return Watch(arguments, request, paths, data, cancellation);
        var compiled = new List<CompiledScript>();
        try
        {
            foreach (var path in paths) compiled.Add(loader.With(request.Compile).Load(path, cancellation));
            stages?.End(compiled.TrueForAll(c => c.IsFromCache) ? "compile (cached)" : "compile");
            return RunOnce(request, compiled, data, progress, stages, cancellation);
        }
        finally
        {
            foreach (var script in compiled) script.Dispose();
        }
    }

    private void AwaitDebugger(CancellationToken cancellation)
    {
        terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"waiting for a debugger to attach to process {Environment.ProcessId} (dotnet)"));
        while (!Debugger.IsAttached)
        {
            if (cancellation.WaitHandle.WaitOne(BetweenLooks)) throw new OperationCanceledException(cancellation);
        }
    }

    private int RunOnce(BacktestRequest request, List<CompiledScript> compiled, RunData data, RunProgress progress, Stages? stages,
        CancellationToken cancellation)
    {
        var run = BacktestRun.Of(terminal, request, compiled, data, progress, stages, cancellation);
        run.Write();
        stages?.End("writing");
        run.Show(terminal);
        if (stages is not null) terminal.Say(stages.ToTable());
        terminal.Say($"{run.Pace()}; the result is in {run.Folder}");
        return run.Warn(terminal);
    }

    private int Watch(ParseResult arguments, BacktestRequest request, string[] paths, RunData data, CancellationToken cancellation)
    {
        if (request.IsJson) throw new UsageException("--watch shows results to people: leave --json out.");
        var loop = new BacktestWatch(terminal, loader.With(request.Compile), paths, cancellation);
        BacktestRun? last = null;
        loop.Run(compiled => boundary.Run(arguments, () =>
        {
            last = BacktestRun.Of(terminal, request, compiled, data,
                new RunProgress(terminal.Error, terminal.IsWatched, TimeProvider.System), stages: null, cancellation);
            last.Show(terminal);
            terminal.Say(last.Pace());
            return last.Warn(terminal);
        }));
        if (last is null) return ExitCode.Done;
        last.Write();
        terminal.Say($"The last result is in {last.Folder}");
        return ExitCode.Done;
    }
}
