using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Feeds;

/// <summary>Opens the market data that a deployment asks for.</summary>
internal static class SessionFeeds
{
    private const string EnvironmentPrefix = "env:";

    /// <summary>Opens it for some symbols.</summary>
    /// <exception cref="DeploymentException">A symbol is not known, or a setting names a variable that is not there.</exception>
    /// <exception cref="BrokerException">The plugin cannot connect.</exception>
    public static async Task<SessionFeed> OpenAsync(Deployment terms, IReadOnlyList<string> symbols, DeploymentParts parts, Action<string> tell, CancellationToken cancellation) => terms.Plugin is { } spec
        ? await OpenAsync(terms, spec, symbols, parts, tell, cancellation)
        : Replay(terms.Replay!, symbols, parts);

    private static SessionFeed Replay(ReplaySpec spec, IReadOnlyList<string> symbols, DeploymentParts parts)
    {
        var load = parts.OpenData(spec.Data);
        var series = symbols.ToDictionary(s => s, load);
        return new SessionFeed(series, spec.From ?? series.Values.Min(s => s[0].Start), after => new ReplaySource([.. series.Values], after, spec.Speed, parts.Clock), plugin: null);
    }

    private static async Task<SessionFeed> OpenAsync(
        Deployment terms, PluginFeedSpec spec, IReadOnlyList<string> symbols, DeploymentParts parts, Action<string> tell, CancellationToken cancellation)
    {
        var (plugin, settings) = parts.Plugin(spec.Id, spec.Settings.ToDictionary(s => s.Key, s => Resolved(terms, s.Value)));
        try
        {
            await plugin.ConnectAsync(settings, cancellation);
            var data = plugin.MarketData ?? throw new DeploymentException($"{terms.Name}: the plugin {spec.Id} has no market data.");
            var series = new Dictionary<string, BarSeries>();
            foreach (var symbol in symbols)
            {
                var instrument = await data.FindAsync(symbol, cancellation) ?? throw new DeploymentException($"{terms.Name}: the plugin {spec.Id} knows no symbol {symbol}.");
                series[symbol] = new BarSeries(
                    instrument, parts.CalendarOf(instrument), spec.Resolution, default(ReadOnlyMemory<long>), default(ReadOnlyMemory<long>),
                    default(ReadOnlyMemory<double>), default(ReadOnlyMemory<double>), default(ReadOnlyMemory<double>), default(ReadOnlyMemory<double>), default(ReadOnlyMemory<double>));
            }

            return new SessionFeed(
                series, parts.Clock.GetUtcNow().UtcDateTime, after => new PluginSource(data, symbols, spec.Resolution, after, tell, parts.Clock), plugin);
        }
        catch
        {
            await plugin.DisposeAsync();
            throw;
        }
    }

    private static string Resolved(Deployment terms, string value)
    {
        if (!value.StartsWith(EnvironmentPrefix, StringComparison.Ordinal)) return value;
        string name = value[EnvironmentPrefix.Length..];
        return Environment.GetEnvironmentVariable(name) ?? throw new DeploymentException($"{terms.Name}: the environment variable {name} is not set, and a setting of its feed takes its value from there.");
    }
}
