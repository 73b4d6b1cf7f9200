using StrategyHost.Plugins;

namespace StrategyHost.Live.Feeds;

/// <summary>The market data of one session: what is known of its markets before it begins, and where its events come from.</summary>
/// <param name="series">The bars of each symbol that are known already; an empty series where none are.</param>
/// <param name="start">When a session that begins now begins, UTC.</param>
/// <param name="subscribe">Begins to listen for what comes after what was seen.</param>
/// <param name="plugin">What to let go of at the end; null for nothing.</param>
internal sealed class SessionFeed(IReadOnlyDictionary<string, BarSeries> series, DateTime start, Func<LastSeen, ILiveSource> subscribe,
    Plugin? plugin) : IAsyncDisposable
{
    private ILiveSource? source;

    public DateTime Start => start;

    public BarSeries SeriesOf(string symbol) => series[symbol];

    /// <summary>What a plugin told about its markets; empty where they are stored bars.</summary>
    public IReadOnlyList<KnownMarket> Markets { get; init; } = [];

    public ILiveSource Subscribe(LastSeen seen) => source = subscribe(seen);

    public async ValueTask DisposeAsync()
    {
        (source as IDisposable)?.Dispose();
        if (plugin is not null) await plugin.DisposeAsync();
    }
}
