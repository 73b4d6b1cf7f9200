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
    private readonly BarSchedule schedule;
    private DateTime last;

    /// <summary>A source that has shown nothing.</summary>
    /// <param name="symbols">Whose bars it shows.</param>
    /// <param name="seen">What has been seen already.</param>
    /// <param name="clock">The process's time.</param>
    public BarSource(IReadOnlyList<string> symbols, LastSeen seen, TimeProvider clock)
    {
        this.clock = clock;
        schedule = new BarSchedule(symbols, SimulatedDeployment.Bars.Span, seen, clock);
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
    public DateTime? Passed => schedule.Passed;

    /// <inheritdoc/>
    public TimeSpan? Until(DateTime time) => schedule.Until(time);

    /// <inheritdoc/>
    public IReadOnlyList<LiveEvent> Take(int most)
    {
        if (waiting.Count == 0) return [];
        LiveEvent[] taken = [.. waiting];
        waiting.Clear();
        foreach (var shown in taken) schedule.See(shown.Bars[0].Symbol, shown.Time);
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
