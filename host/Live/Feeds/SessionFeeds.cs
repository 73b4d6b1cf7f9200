using StrategyHost.Engine.Runs;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Feeds;

/// <summary>Opens the market data that a deployment asks for.</summary>
internal sealed class SessionFeeds(Deployment terms, DeploymentParts parts, Action<string> tell)
{
    /// <summary>Opens it for a strategy.</summary>
    /// <param name="outline">What the strategy declares.</param>
    /// <param name="known">What a session knows of its markets already; empty for a new one, which asks the plugin.</param>
    /// <param name="account">The account that it trades on; null for none.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="DeploymentException">A symbol is not known, or a setting names a variable that is not there.</exception>
    /// <exception cref="BrokerException">The plugin cannot connect.</exception>
    public async Task<SessionFeed> OpenAsync(StrategyOutline outline, IReadOnlyList<KnownMarket> known, BrokerAccount? account,
        CancellationToken cancellation)
    {
        if (terms.Replay is { } replay) return Replay(replay, outline.Symbols);
        if (terms.Plugin is { } spec) return await OpenAsync(spec, outline, known, cancellation);
        var data = account!.MarketData
            ?? throw new DeploymentException(
                $"{terms.Name}: the plugin of the account {account.Name} has no market data. Name another plugin in its feed.");
        return await OpenAsync(terms.Account!, data, terms.AccountBars!.Value, plugin: null, outline, known, cancellation);
    }

    /// <summary>What a recorded session knew of its markets: nobody outside is asked.</summary>
    public SessionFeed OfRecording(IReadOnlyList<string> symbols, IReadOnlyList<KnownMarket> known) =>
        (terms.Plugin?.Resolution ?? terms.AccountBars) is { } resolution
        ? new SessionFeed(SeriesOf(known, resolution), default, _ => throw new InvalidOperationException("A recording has no source."),
            plugin: null)
        : Replay(terms.Replay!, symbols);

    private Dictionary<string, BarSeries> SeriesOf(IReadOnlyList<KnownMarket> markets, Resolution resolution) =>
        markets.ToDictionary(m => m.Instrument.Symbol, m => m.Series(resolution, parts.CalendarOf(m.Instrument)));

    private SessionFeed Replay(ReplaySpec spec, IReadOnlyList<string> symbols)
    {
        var load = parts.OpenData(spec.Data);
        var series = symbols.ToDictionary(s => s, load);
        return new SessionFeed(series, spec.From ?? series.Values.Min(s => s[0].Start),
            seen => new ReplaySource([.. series.Values], seen.Time, spec.Speed, parts.Clock), plugin: null);
    }

    private async Task<SessionFeed> OpenAsync(PluginFeedSpec spec, StrategyOutline outline, IReadOnlyList<KnownMarket> known,
        CancellationToken cancellation)
    {
        var (plugin, settings) = parts.Plugin(new PluginUse(spec.Id, SettingValues.Resolve(spec.Settings, terms.Name), terms.Name, null,
            tell)
        { InClear = SettingValues.InClear(spec.Settings) });
        try
        {
            await plugin.ConnectAsync(settings, cancellation);
            var data = plugin.MarketData ?? throw new DeploymentException($"{terms.Name}: the plugin {spec.Id} has no market data.");
            return await OpenAsync(spec.Id, data, spec.Resolution, plugin, outline, known, cancellation);
        }
        catch
        {
            await plugin.DisposeAsync();
            throw;
        }
    }

    private async Task<SessionFeed> OpenAsync(
        string from, IMarketData data, Resolution resolution, Plugin? plugin, StrategyOutline outline, IReadOnlyList<KnownMarket> known,
        CancellationToken cancellation)
    {
        if (resolution.IsTick && !data.Capabilities.Quotes && !data.Capabilities.Trades)
            throw new DeploymentException(
                $"{terms.Name}: {from} has neither quotes nor trades: ask for bars, with a resolution such as 1m.");
        var start = parts.Clock.GetUtcNow().UtcDateTime;
        var markets = new List<KnownMarket>();
        foreach (var symbol in outline.Symbols)
        {
            markets.Add(known.FirstOrDefault(m => m.Instrument.Symbol == symbol)
                ?? await AskAsync(from, data, symbol, resolution, outline.WarmUpBars, start, cancellation));
        }

        var symbols = outline.Symbols;
        return new SessionFeed(
            SeriesOf(markets, resolution), start,
            seen => resolution.IsTick ? new TickSource(data, symbols, seen, tell, terms.Silence, parts.Clock) : new PluginSource(data,
                symbols, resolution, seen, tell, terms.Silence, parts.Clock), plugin)
        {
            Markets = markets,
        };
    }

    private async Task<KnownMarket> AskAsync(string from, IMarketData data, string symbol, Resolution resolution, int warmUp,
        DateTime start, CancellationToken cancellation)
    {
        var instrument =
            await data.FindAsync(symbol, cancellation) ?? throw new DeploymentException($"{terms.Name}: {from} knows no symbol {symbol}.");
        if (terms.Calendar is { } calendar) instrument = instrument with { Calendar = calendar };
        return new KnownMarket(instrument, resolution.IsTick && data.Capabilities.Quotes,
            await WarmUpHistory.BeforeAsync(data, symbol, resolution, warmUp, start, cancellation));
    }
}
