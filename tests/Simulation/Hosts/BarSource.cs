using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Feeds;
using StrategyHost.Plugins;

namespace StrategyHost.Simulation.Hosts;

/// <summary>The bars of the simulated broker, as a session takes them: asked for again after each cut, from the last that came.</summary>
internal sealed class BarSource : ILiveSource
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Queue<LiveEvent> waiting = new();
    private readonly TimeProvider clock;
    private readonly HashSet<string> lastSymbols;
    private DateTime last;

    /// <summary>A source that has shown nothing.</summary>
    public BarSource(LastSeen seen, TimeProvider clock)
    {
        this.clock = clock;
        last = seen.Time;
        lastSymbols = [.. seen.Symbols];
    }

    /// <inheritdoc/>
    public bool IsOver => false;

    /// <inheritdoc/>
    public Action? Arrived { get; set; }

    /// <inheritdoc/>
    public TimeSpan? DueIn => null;

    /// <inheritdoc/>
    public DateTime? Passed => null;

    /// <inheritdoc/>
    public IReadOnlyList<LiveEvent> Take(int most)
    {
        if (waiting.Count == 0) return [];
        LiveEvent[] taken = [.. waiting];
        waiting.Clear();
        return taken;
    }

    /// <summary>Listens to bars.</summary>
    public async Task RunAsync(IMarketData data, IReadOnlyList<string> symbols, Resolution resolution)
    {
        while (true)
        {
            try
            {
                await foreach (var item in data.BarsAsync(symbols, resolution, last.AddTicks(-1), CancellationToken.None))
                {
                    if (!IsNew(item.Symbol, item.Bar.End)) continue;
                    waiting.Enqueue(new LiveEvent(item.Bar.End, [new LiveBar(item.Symbol, item.Bar)]));
                    Arrived?.Invoke();
                }
            }
            catch (BrokerException)
            {
                await Task.Delay(Pause, clock);
            }
        }
    }

    private bool IsNew(string symbol, DateTime end)
    {
        if (end < last) return false;
        if (end > last) lastSymbols.Clear();
        last = end;
        return lastSymbols.Add(symbol);
    }
}
