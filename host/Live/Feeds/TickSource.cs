using System.Runtime.ExceptionServices;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Feeds;

/// <summary>
/// The quotes, or trades, of a plugin. At most 4,096 wait, and beyond them one quote of each symbol. When a strategy cannot keep up, a
/// symbol's waiting
/// quote is replaced by its latest one, so that the strategy sees what is true now rather than what was. Trades are never left out: when
/// the queue
/// is full, the next is not asked for until there is room. Either is told once in a session.
/// </summary>
internal sealed class TickSource : ILiveSource, IDisposable
{
    internal const int MostWaiting = 4096;
    private readonly Lock gate = new();
    private readonly Queue<Waiting> queue = new();
    private readonly Dictionary<string, Waiting> newest = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim roomForTrades = new(MostWaiting);
    private readonly CancellationTokenSource stop = new();
    private readonly Action<string> tell;
    private readonly TimeProvider clock;
    private DateTime last;
    private bool isOver;
    private Exception? failure;
    private long conflated;
    private bool hasToldOfTrades;

    /// <summary>Subscribes.</summary>
    /// <param name="data">The plugin's market data.</param>
    /// <param name="symbols">What to subscribe to.</param>
    /// <param name="seen">What has been seen already: time never goes back.</param>
    /// <param name="tell">Takes a line when the other side cannot be reached, or the strategy cannot keep up.</param>
    /// <param name="silence">How long nothing may come; null for as long as it likes.</param>
    /// <param name="clock">What measures time.</param>
    public TickSource(IMarketData data, IReadOnlyList<string> symbols, LastSeen seen, Action<string> tell, TimeSpan? silence,
        TimeProvider clock)
    {
        last = seen.Time;
        this.tell = tell;
        this.clock = clock;
        var subscription = new Resubscription(tell, silence, clock);
        _ = Task.Run(() => PumpAsync(subscription, data, symbols));
    }

    /// <inheritdoc/>
    public bool IsOver
    {
        get
        {
            lock (gate) return isOver && queue.Count == 0 && failure is null;
        }
    }

    /// <summary>How many quotes were replaced by later ones before the strategy saw them.</summary>
    public long Conflated => Interlocked.Read(ref conflated);

    /// <inheritdoc/>
    public Action? Arrived { get; set; }

    /// <inheritdoc/>
    public TimeSpan? DueIn => null;

    /// <inheritdoc/>
    public DateTime? Passed => Now;

    /// <inheritdoc/>
    public TimeSpan? Until(DateTime time) => time > Now ? time - Now : TimeSpan.Zero;

    /// <inheritdoc/>
    public IReadOnlyList<LiveEvent> Take(int most)
    {
        lock (gate)
        {
            if (queue.Count == 0 && failure is not null) ExceptionDispatchInfo.Throw(failure);
            var taken = new List<LiveEvent>(Math.Min(most, queue.Count));
            while (taken.Count < most && queue.TryDequeue(out var next))
            {
                if (newest.GetValueOrDefault(next.Tick.Symbol) == next) newest.Remove(next.Tick.Symbol);
                taken.Add(new LiveEvent(next.Tick.Bar.End, [next.Tick]));
                if (next.IsTrade) roomForTrades.Release();
            }

            return taken;
        }
    }

    /// <summary>Ends the subscription.</summary>
    public void Dispose() => stop.Cancel();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private void Wake() => Arrived?.Invoke();

    private ValueTask TakeAsync(SymbolQuote item)
    {
        Take(item);
        return default;
    }

    private void Take(SymbolQuote item)
    {
        lock (gate)
        {
            last = item.Quote.Time > last ? item.Quote.Time : last;
            if (queue.Count >= MostWaiting && newest.TryGetValue(item.Symbol, out var waiting))
            {
                // It keeps its place, and with it its time: what is shown later must not be earlier.
                waiting.Tick = LiveBar.Of(item.Symbol, item.Quote, waiting.Tick.Bar.End);
                if (Interlocked.Increment(ref conflated) == 1)
                    tell("The strategy does not keep up with its quotes: where several wait, it sees the latest of each symbol.");
                return;
            }

            Add(LiveBar.Of(item.Symbol, item.Quote, last), isTrade: false);
        }
    }

    private async ValueTask TakeAsync(SymbolTrade item)
    {
        if (roomForTrades.CurrentCount == 0 && !hasToldOfTrades)
        {
            hasToldOfTrades = true;
            tell("The strategy does not keep up with its trades: they wait for it, and it sees them late.");
        }

        await roomForTrades.WaitAsync(stop.Token);
        lock (gate)
        {
            last = item.Trade.Time > last ? item.Trade.Time : last;
            Add(LiveBar.Of(item.Symbol, item.Trade, last), isTrade: true);
        }
    }

    private void Add(LiveBar tick, bool isTrade)
    {
        var waiting = new Waiting { Tick = tick, IsTrade = isTrade };
        queue.Enqueue(waiting);
        if (!isTrade) newest[tick.Symbol] = waiting;
        Wake();
    }

    private async Task PumpAsync(Resubscription subscription, IMarketData data, IReadOnlyList<string> symbols)
    {
        Exception? thrown = null;
        try
        {
            if (data.Capabilities.Quotes) await subscription.RunAsync(token => data.QuotesAsync(symbols, token), TakeAsync, stop.Token);
            else await subscription.RunAsync(token => data.TradesAsync(symbols, token), TakeAsync, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The session has ended, and the subscription with it.
        }
        catch (Exception failed)
        {
            thrown = failed;
        }

        lock (gate)
        {
            failure = thrown;
            isOver = true;
            Wake();
        }
    }

    private sealed class Waiting
    {
        public LiveBar Tick { get; set; }

        public bool IsTrade { get; init; }
    }
}
