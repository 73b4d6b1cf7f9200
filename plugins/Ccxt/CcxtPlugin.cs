using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>Crypto exchanges by ccxt.</summary>
public sealed class CcxtPlugin : Plugin
{
    private Exchange? exchange;
    private OrderMemory? memory;
    private CcxtTrading? trading;
    private CcxtMarket? market;

    /// <inheritdoc/>
    public override IMarketData? MarketData => market;

    /// <inheritdoc/>
    public override ITrading? Trading => trading;

    /// <inheritdoc/>
    public override async Task<TradingCapabilities?> DescribeTradingAsync(PluginSettings settings, CancellationToken cancellation)
    {
        var terms = CcxtSettings.Of(settings);
        var abilities = await Exchange.DescribeAsync(terms, cancellation);
        return abilities.CanTrade ? abilities.Trading(terms) : null;
    }

    /// <inheritdoc/>
    public override async Task ConnectAsync(PluginSettings settings, CancellationToken cancellation)
    {
        var opened = await Exchange.OpenAsync(CcxtSettings.Of(settings), settings, cancellation);
        bool hasKey = settings["api-key"] is not null;
        try
        {
            // A key that is not good is known now, and not with the first order.
            if (hasKey) await opened.AskAsync("fetchBalance", cancellation);
            else settings.Warn($"There is no api-key for {opened.Settings.Exchange}: it gives market data, and takes no orders.");
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }

        exchange = opened;
        memory = new OrderMemory(settings.Folder);
        market = new CcxtMarket(opened, TimeProvider.System);
        if (hasKey && opened.Abilities.CanTrade) trading = new CcxtTrading(opened, memory, TimeProvider.System);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (exchange is not null) await exchange.DisposeAsync();
        memory?.Dispose();
        await base.DisposeAsync();
    }
}
