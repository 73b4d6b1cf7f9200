using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Feeds;

/// <summary>Opens the market data that a deployment asks for.</summary>
internal static class SessionFeeds
{
    /// <summary>Opens it for some symbols.</summary>
    /// <param name="terms">The deployment.</param>
    /// <param name="symbols">The symbols.</param>
    /// <param name="known">The terms on which they trade, where a session knows them already; the plugin is asked for the others.</param>
    /// <param name="parts">What deployments are put together from.</param>
    /// <param name="account">The account that it trades on; null for none.</param>
    /// <param name="tell">Takes a line when the other side cannot be reached.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="DeploymentException">A symbol is not known, or a setting names a variable that is not there.</exception>
    /// <exception cref="BrokerException">The plugin cannot connect.</exception>
    public static async Task<SessionFeed> OpenAsync(
        Deployment terms, IReadOnlyList<string> symbols, IReadOnlyList<Instrument> known, DeploymentParts parts, BrokerAccount? account, Action<string> tell, CancellationToken cancellation)
    {
        if (terms.Replay is { } replay) return Replay(replay, symbols, parts);
        if (terms.Plugin is { } spec) return await OpenAsync(terms, spec, symbols, known, parts, tell, cancellation);
        var data = account!.MarketData ?? throw new DeploymentException($"{terms.Name}: the plugin of the account {account.Name} has no market data. Name another plugin in its feed.");
        return await OpenAsync(terms, terms.Account!, data, terms.AccountBars!.Value, plugin: null, symbols, known, parts, tell, cancellation);
    }

    /// <summary>What a recorded session knew of its markets: nobody outside is asked.</summary>
    public static SessionFeed OfRecording(Deployment terms, IReadOnlyList<string> symbols, IReadOnlyList<Instrument> known, DeploymentParts parts) => (terms.Plugin?.Resolution ?? terms.AccountBars) is { } resolution
        ? new SessionFeed(known.ToDictionary(i => i.Symbol, i => Empty(i, resolution, parts)), default, _ => throw new InvalidOperationException("A recording has no source."), plugin: null)
        : Replay(terms.Replay!, symbols, parts);

    private static BarSeries Empty(Instrument instrument, Resolution resolution, DeploymentParts parts) => new(
        instrument, parts.CalendarOf(instrument), resolution, default(ReadOnlyMemory<long>), default(ReadOnlyMemory<long>),
        default(ReadOnlyMemory<double>), default(ReadOnlyMemory<double>), default(ReadOnlyMemory<double>), default(ReadOnlyMemory<double>), default(ReadOnlyMemory<double>));

    private static SessionFeed Replay(ReplaySpec spec, IReadOnlyList<string> symbols, DeploymentParts parts)
    {
        var load = parts.OpenData(spec.Data);
        var series = symbols.ToDictionary(s => s, load);
        return new SessionFeed(series, spec.From ?? series.Values.Min(s => s[0].Start), seen => new ReplaySource([.. series.Values], seen.Time, spec.Speed, parts.Clock), plugin: null);
    }

    private static async Task<SessionFeed> OpenAsync(
        Deployment terms, PluginFeedSpec spec, IReadOnlyList<string> symbols, IReadOnlyList<Instrument> known, DeploymentParts parts, Action<string> tell, CancellationToken cancellation)
    {
        var (plugin, settings) = parts.Plugin(spec.Id, SettingValues.Resolve(spec.Settings, terms.Name));
        try
        {
            await plugin.ConnectAsync(settings, cancellation);
            var data = plugin.MarketData ?? throw new DeploymentException($"{terms.Name}: the plugin {spec.Id} has no market data.");
            return await OpenAsync(terms, spec.Id, data, spec.Resolution, plugin, symbols, known, parts, tell, cancellation);
        }
        catch
        {
            await plugin.DisposeAsync();
            throw;
        }
    }

    private static async Task<SessionFeed> OpenAsync(
        Deployment terms, string from, IMarketData data, Resolution resolution, Plugin? plugin, IReadOnlyList<string> symbols, IReadOnlyList<Instrument> known, DeploymentParts parts,
        Action<string> tell, CancellationToken cancellation)
    {
        var instruments = new List<Instrument>();
        foreach (var symbol in symbols)
        {
            instruments.Add(known.FirstOrDefault(i => i.Symbol == symbol) ?? await data.FindAsync(symbol, cancellation)
                ?? throw new DeploymentException($"{terms.Name}: {from} knows no symbol {symbol}."));
        }

        var series = instruments.ToDictionary(i => i.Symbol, i => Empty(i, resolution, parts));
        return new SessionFeed(series, parts.Clock.GetUtcNow().UtcDateTime, seen => new PluginSource(data, symbols, resolution, seen, tell, parts.Clock), plugin)
        {
            Instruments = instruments,
        };
    }
}
