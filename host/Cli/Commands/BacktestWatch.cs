using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Scripting;
using StrategyHost.Scripting.Watching;

namespace StrategyHost.Cli.Commands;

/// <summary>Runs strategies, and again whenever one of their files is saved.</summary>
internal sealed class BacktestWatch(Terminal terminal, ScriptLoader loader, IReadOnlyList<string> paths, CancellationToken cancellation)
{
    private readonly BlockingCollection<Change> changes = [];

    /// <summary>Runs until it is cancelled.</summary>
    /// <param name="run">Runs and shows one version.</param>
    public void Run(Action<IReadOnlyList<CompiledScript>> run)
    {
        var compiled = paths.Select(p => loader.Load(p, cancellation)).ToList();
        var watches = compiled.ConvertAll(s => new ScriptWatch(
            loader, s, changed => changes.Add(new Change(changed, null), CancellationToken.None),
            error => changes.Add(new Change(null, error), CancellationToken.None), TimeProvider.System));
        try
        {
            Show(compiled, run);
            while (true) Follow(compiled, changes.Take(cancellation), run);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how watching ends.
        }
        finally
        {
            foreach (var watch in watches) watch.Dispose();
            foreach (var script in compiled) script.Dispose();
        }
    }

    private void Follow(List<CompiledScript> compiled, Change change, Action<IReadOnlyList<CompiledScript>> run)
    {
        terminal.ClearScreen();
        if (change.Error is { } error)
        {
            terminal.Say(error.Message);
            terminal.Say(Waiting);
            return;
        }

        int index = compiled.FindIndex(s => s.Path == change.Script!.Path);
        compiled[index].Dispose();
        compiled[index] = change.Script!;
        Show(compiled, run);
    }

    private void Show(List<CompiledScript> compiled, Action<IReadOnlyList<CompiledScript>> run)
    {
        var watch = Stopwatch.StartNew();
        run(compiled);
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"shown after {watch.Elapsed.TotalSeconds:0.000} s; {Waiting}"));
    }

    private string Waiting => $"watching {string.Join(", ", paths)}, Ctrl+C ends";

    /// <summary>A new version of a script, or why there is none.</summary>
    private sealed record Change(CompiledScript? Script, ScriptException? Error);
}
