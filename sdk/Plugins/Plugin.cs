namespace StrategyHost.Plugins;

/// <summary>
/// What a plugin's entry class derives from. The host makes one with its parameterless constructor, connects it once, and disposes it
/// at the end. What a plugin does not offer is null.
/// </summary>
public abstract class Plugin : IAsyncDisposable
{
    /// <summary>Market data; null when the plugin has none.</summary>
    public virtual IMarketData? MarketData => null;

    /// <summary>Trading; null when the plugin has none.</summary>
    public virtual ITrading? Trading => null;

    /// <summary>When its markets trade; null when the plugin does not say.</summary>
    public virtual ICalendars? Calendars => null;

    /// <summary>How its credentials come from a person's login; null when they do not.</summary>
    public virtual ILogin? Login => null;

    /// <summary>
    /// What its trading can do with these settings, found out without a connection and without credentials: a backtest refuses what the
    /// broker would
    /// refuse. Called instead of <see cref="ConnectAsync"/>, or before it. Null when it has no trading, or when only a connection tells.
    /// </summary>
    /// <param name="settings">The values that are given. Secrets are left out, and required ones may be missing.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="BrokerException">A setting is missing that it depends on, or says what cannot be.</exception>
    public virtual Task<TradingCapabilities?> DescribeTradingAsync(PluginSettings settings, CancellationToken cancellation) =>
        Task.FromResult<TradingCapabilities?>(null);

    /// <summary>Connects with the settings that the manifest asks for.</summary>
    /// <param name="settings">The values, checked against the manifest: every required one is there.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="BrokerException">It cannot connect.</exception>
    public abstract Task ConnectAsync(PluginSettings settings, CancellationToken cancellation);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
