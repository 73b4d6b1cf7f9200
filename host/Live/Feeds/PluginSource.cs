using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Feeds;

/// <summary>
/// The bars of a plugin. They are taken as they come and wait in a queue of 100,000 at most: when it is full, the plugin waits. When the
/// other side
/// cannot be reached, the plugin is asked again for what came after the last one, later and later.
/// </summary>
internal sealed class PluginSource : ILiveSource, IDisposable
{
    internal const int MostWaiting = 100_000;
    private readonly BlockingCollection<LiveEvent> waiting = new(MostWaiting);
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<string> lastSymbols;
    private readonly BarSchedule schedule;
    private DateTime last;
    private volatile Exception? failure;

    /// <summary>Subscribes.</summary>
    /// <param name="data">The plugin's market data.</param>
    /// <param name="symbols">What to subscribe to.</param>
    /// <param name="resolution">How long the bars are.</param>
    /// <param name="seen">What has been seen already.</param>
    /// <param name="tell">Takes a line when the other side cannot be reached.</param>
    /// <param name="silence">How long nothing may come; null for as long as it likes.</param>
    /// <param name="clock">What measures delays.</param>
    public PluginSource(IMarketData data, IReadOnlyList<string> symbols, Resolution resolution, LastSeen seen, Action<string> tell,
        TimeSpan? silence, TimeProvider clock)
    {
        last = seen.Time;
        lastSymbols = [.. seen.Symbols];
        schedule = new BarSchedule(symbols, resolution.Span, seen, clock);
        var subscription = new Resubscription(tell, silence, clock);
        _ = Task.Run(() => PumpAsync(subscription, data, symbols, resolution));
    }

    /// <inheritdoc/>
    public bool IsOver => waiting.IsCompleted && failure is null;

    /// <inheritdoc/>
    public Action? Arrived { get; set; }

    /// <inheritdoc/>
    public TimeSpan? DueIn => null;

    /// <inheritdoc/>
    public DateTime? Passed => schedule.Passed;

    /// <inheritdoc/>
    public TimeSpan? Until(DateTime time) => schedule.Until(time);

    /// <inheritdoc/>
    public IReadOnlyList<LiveEvent> Take(int most)
    {
        var taken = new List<LiveEvent>();
        while (taken.Count < most && waiting.TryTake(out var next))
        {
            taken.Add(next);
            schedule.See(next.Bars[0].Symbol, next.Time);
        }

        if (taken.Count == 0 && waiting.IsCompleted && failure is { } thrown) ExceptionDispatchInfo.Throw(thrown);
        return taken;
    }

    /// <summary>Ends the subscription.</summary>
    public void Dispose()
    {
        stop.Cancel();
        waiting.CompleteAdding();
    }

    /// <summary>Whether a bar has not been seen; notes that it has been now. Time never goes back, so one that comes too late is left
    /// out.</summary>
    private bool IsNew(string symbol, DateTime end)
    {
        if (end < last) return false;
        if (end > last) lastSymbols.Clear();
        last = end;
        return lastSymbols.Add(symbol);
    }

    private async Task PumpAsync(Resubscription subscription, IMarketData data, IReadOnlyList<string> symbols, Resolution resolution)
    {
        try
        {
            // Of bars that ended together some may have come: all of them are asked for again, and those are left out.
            await subscription.RunAsync(
                token => data.BarsAsync(symbols, resolution, last.AddTicks(-1), token),
                item =>
                {
                    if (symbols.Contains(item.Symbol) && IsNew(item.Symbol, item.Bar.End))
                        Add(new LiveEvent(item.Bar.End, [new LiveBar(item.Symbol, item.Bar)]));
                    return default;
                },
                stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The session has ended, and the subscription with it.
        }
        catch (Exception thrown)
        {
            failure = thrown; // For the session's thread to throw: before the end is said, so that it is not taken for an end.
        }

        if (!waiting.IsAddingCompleted) waiting.CompleteAdding();
        Arrived?.Invoke();
    }

    private void Add(LiveEvent happened)
    {
        waiting.Add(happened, stop.Token);
        Arrived?.Invoke();
    }
}
