using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Feeds;

/// <summary>
/// The bars of a plugin. They are taken as they come and wait in a queue of bounded length; when the other side cannot be reached,
/// the plugin is asked again for what came after the last one, later and later.
/// </summary>
internal sealed class PluginSource : ILiveSource, IDisposable
{
    private const int MostWaiting = 100_000;
    private static readonly Backoff Delays = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));
    private readonly BlockingCollection<LiveEvent> waiting = new(MostWaiting);
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<string> lastSymbols;
    private readonly Action<string> tell;
    private readonly TimeProvider clock;
    private DateTime last;
    private volatile Exception? failure;

    /// <summary>Subscribes.</summary>
    /// <param name="data">The plugin's market data.</param>
    /// <param name="symbols">What to subscribe to.</param>
    /// <param name="resolution">How long the bars are.</param>
    /// <param name="seen">What has been seen already.</param>
    /// <param name="tell">Takes a line when the other side cannot be reached.</param>
    /// <param name="clock">What measures delays.</param>
    public PluginSource(IMarketData data, IReadOnlyList<string> symbols, Resolution resolution, LastSeen seen, Action<string> tell, TimeProvider clock)
    {
        last = seen.Time;
        lastSymbols = [.. seen.Symbols];
        this.tell = tell;
        this.clock = clock;
        _ = Task.Run(() => PumpAsync(data, symbols, resolution));
    }

    /// <inheritdoc/>
    public bool IsOver => waiting.IsCompleted && failure is null;

    /// <inheritdoc/>
    public IReadOnlyList<LiveEvent> Take(int most, TimeSpan patience, CancellationToken cancellation)
    {
        var taken = new List<LiveEvent>();
        try
        {
            if (waiting.TryTake(out var first, (int)patience.TotalMilliseconds, cancellation)) taken.Add(first);
            while (taken.Count > 0 && taken.Count < most && waiting.TryTake(out var next)) taken.Add(next);
        }
        catch (OperationCanceledException)
        {
            return [];
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

    /// <summary>Whether a bar has not been seen; notes that it has been now. Time never goes back, so one that comes too late is left out.</summary>
    private bool IsNew(string symbol, DateTime end)
    {
        if (end < last) return false;
        if (end > last) lastSymbols.Clear();
        last = end;
        return lastSymbols.Add(symbol);
    }

    private async Task PumpAsync(IMarketData data, IReadOnlyList<string> symbols, Resolution resolution)
    {
        try
        {
            for (int failures = 1; ; failures++)
            {
                try
                {
                    // Of bars that ended together some may have come: all of them are asked for again, and those are left out.
                    await foreach (var (symbol, bar) in data.BarsAsync(symbols, resolution, last.AddTicks(-1), stop.Token).WithCancellation(stop.Token))
                    {
                        failures = 0;
                        if (symbols.Contains(symbol) && IsNew(symbol, bar.End)) waiting.Add(new LiveEvent(bar.End, [(symbol, bar)]), stop.Token);
                    }

                    break;
                }
                catch (BrokerException cut) when (cut.Error is BrokerError.Unavailable or BrokerError.RateLimited or BrokerError.OutcomeUnknown)
                {
                    var delay = cut.RetryAfter ?? Delays.After(Math.Max(failures, 1));
                    tell(FormattableString.Invariant($"{cut.Message} Asked again in {delay.TotalSeconds:0.0} s."));
                    await Task.Delay(delay, clock, stop.Token);
                }
            }
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
    }
}
