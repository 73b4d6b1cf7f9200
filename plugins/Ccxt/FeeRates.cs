using System.Collections.Concurrent;
using System.Text.Json;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>Prices of currencies in which exchanges take fees and nothing is traded here, such as an exchange's own coin. One is asked for
/// once.</summary>
internal sealed class FeeRates(Exchange exchange)
{
    private readonly ConcurrentDictionary<string, decimal> rates = new(StringComparer.Ordinal);

    /// <summary>The price of a currency in that of the account; 0 where there is none.</summary>
    public decimal Of(string currency) => rates.GetValueOrDefault(currency);

    /// <summary>Asks for the prices that the fees of trades need.</summary>
    public async Task LearnAsync(IEnumerable<JsonElement> trades, ExchangeMarket market, CancellationToken cancellation)
    {
        foreach (var currency in trades.SelectMany(t => t.At("fees").Rows().Concat(t.At("fee").Rows())).Select(f => f.Text("currency"))
            .OfType<string>().Distinct())
        {
            if (currency == market.Base || currency == market.Cash || rates.ContainsKey(currency)) continue;
            try
            {
                rates[currency] = (await exchange.AskAsync("fetchTicker", cancellation, $"{currency}/{market.Cash}")).Number("last") ?? 0;
            }
            catch (BrokerException failure) when (failure.Error is BrokerError.UnknownInstrument or BrokerError.Invalid
                or BrokerError.NotPermitted)
            {
                rates[currency] = 0;
            }
        }
    }
}
