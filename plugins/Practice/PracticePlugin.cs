using StrategyHost.Plugins;

namespace Practice;

/// <summary>Market data and trading of the practice broker.</summary>
public sealed class PracticePlugin : Plugin
{
    private PracticeLine? line;
    private bool changesOrders;

    /// <inheritdoc/>
    public override IMarketData? MarketData => line is null ? null : new PracticeMarket(line);

    /// <inheritdoc/>
    public override ITrading? Trading => line is null ? null : new PracticeTrading(line, changesOrders);

    /// <inheritdoc/>
    public override Task<TradingCapabilities?> DescribeTradingAsync(PluginSettings settings, CancellationToken cancellation) =>
        Task.FromResult<TradingCapabilities?>(PracticeTrading.CapabilitiesOf(ChangesOrders(settings)));

    /// <inheritdoc/>
    public override async Task ConnectAsync(PluginSettings settings, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(settings["url"], UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new BrokerException(BrokerError.Invalid,
                $"The setting url is '{settings["url"]}', and must be an address such as http://127.0.0.1:5105.")
            { Field = "url" };
        changesOrders = ChangesOrders(settings);
        var opened = new PracticeLine(url, settings["key"]!, TimeProvider.System);
        try
        {
            await opened.GetAsync<Balance[]>("balances", cancellation);
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        line = opened;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        line?.Dispose();
        return base.DisposeAsync();
    }

    private static bool ChangesOrders(PluginSettings settings) => settings["changes-orders"] switch
    {
        null or "true" => true,
        "false" => false,
        var other =>
            throw new BrokerException(BrokerError.Invalid,
                $"The setting changes-orders is '{other}', and must be true or false.")
            { Field = "changes-orders" },
    };

    internal sealed record Balance(string Currency, decimal Cash);
}
