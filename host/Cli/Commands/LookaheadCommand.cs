using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Engine.Lookahead;
using StrategyHost.Engine.Runs;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>lookahead</c>: proves or refutes that a strategy sees the future.</summary>
internal sealed class LookaheadCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly Argument<string> script = new("SCRIPT") { Description = "the strategy, a .csx or .cs file" };
    private readonly Option<int> samples = new("--samples")
    {
        Description = "at how many instants to look (default: 10)",
        HelpName = "N",
        DefaultValueFactory = _ => 10
    };
    private readonly BacktestOptions options = new();

    public Command Build()
    {
        var command = new Command("lookahead",
            "Prove or refute that a strategy sees the future: run it on data that ends, or turns into noise, at sampled "
                + "instants.\n\nExample:\n  strategyhost lookahead strategies/ma_crossover.csx --samples 20") { script, samples };
        options.AddTo(command);
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, async () =>
        {
            var request = await options.ReadAsync(arguments, cancellation);
            return await Task.Run(() => Run(arguments, request, cancellation), CancellationToken.None);
        }));
        return command;
    }

    private int Run(ParseResult arguments, BacktestRequest request, CancellationToken cancellation)
    {
        int count = arguments.GetValue(samples);
        if (count is < 1 or > 1000) throw new UsageException($"--samples takes 1 to 1000, not {count}.");
        using var compiled = loader.With(request.Compile).Load(arguments.GetRequiredValue(script), cancellation);
        using var data = new RunData(terminal, request, progress: null, cancellation);
        var settings = request.SettingsFor([compiled]) with { RecordsDecisions = true };
        var exam = new LookaheadExam(
            load => new Backtest(settings, new BarSources(load, data.LoadRate), new SilentLog()).Run(compiled.CreateStrategy(), null,
                cancellation), data.Load, settings.Seed);
        var verdict = exam.Run(count, cancellation);
        if (request.IsJson) terminal.Print(JsonText.Of(Document(verdict)));
        else Show(verdict);
        return verdict.IsClean ? ExitCode.Done : ExitCode.RunFailed;
    }

    private void Show(LookaheadVerdict verdict)
    {
        terminal.Print(Sentence(verdict));
        foreach (var finding in verdict.Findings)
        {
            terminal.Print(string.Create(CultureInfo.InvariantCulture,
                $"  the same up to {finding.Instant:yyyy-MM-ddTHH:mm:ssZ}, then {finding.Change}:"));
            terminal.Print($"    on the whole data: {finding.Before ?? "no further decision"}");
            terminal.Print($"    on this data:      {finding.After ?? "no further decision"}");
        }

        terminal.Print("Sensitivity to the length of history:");
        foreach (var warmUp in verdict.WarmUp)
        {
            if (warmUp.Failure is { } failure)
            {
                terminal.Print(string.Create(CultureInfo.InvariantCulture,
                    $"  with the last {warmUp.Left * 100:0} % of the bars the run failed: {failure}"));
                continue;
            }

            string indicators = string.Join("; ",
                warmUp.Indicators.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Indicator} {Changed(i.Change)}")));
            terminal.Print(string.Create(CultureInfo.InvariantCulture,
                $"  with the last {warmUp.Left * 100:0} % of the bars, {warmUp.Changed} of {warmUp.Decisions} late decisions "
                    + $"differ{(indicators.Length > 0 ? $"; at the end {indicators}" : "")}"));
        }
    }

    private static string Changed(double? change) => change switch
    {
        null => "has no value",
        0 => "is the same",
        { } by => string.Create(CultureInfo.InvariantCulture, $"differs by {by:0.#E+0} of its value"),
    };

    private static string Sentence(LookaheadVerdict verdict)
    {
        if (!verdict.Repeats)
            return "Not repeatable: two runs on the same data decided differently, so the strategy depends on something else than its "
                + "data.";
        return verdict.IsClean
            ? string.Create(CultureInfo.InvariantCulture,
                $"No look-ahead: {verdict.Instants} cuts and {verdict.Instants} noisy futures changed none of {verdict.Decisions} "
                    + $"decisions before them.")
            : string.Create(CultureInfo.InvariantCulture,
                $"Look-ahead: {verdict.Findings.Count} of {2 * verdict.Instants} changed futures changed decisions before them.");
    }

    private static object Document(LookaheadVerdict verdict) => new
    {
        verdict.IsClean,
        verdict.Repeats,
        verdict.Decisions,
        verdict.Instants,
        verdict.Findings,
        WarmUp = verdict.WarmUp.Select(w =>
            new { w.Left, w.Decisions, w.Changed, w.Failure, Indicators = w.Indicators.Select(i => new { i.Indicator, i.Change }) }),
    };
}
