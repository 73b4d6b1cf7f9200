using System.Text.Json;
using StrategyHost;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>
/// The executions that were seen, and what they make of each order. Where an exchange takes its fee out of what is bought, so much less
/// is booked as bought: that is what the account then has.
/// </summary>
internal sealed class Fills
{
    private readonly Lock gate = new();
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (decimal Gross, decimal Kept)> orders = new(StringComparer.Ordinal);

    /// <summary>What of an order is known to be filled: what was traded, and what of that the exchange has kept.</summary>
    /// <param name="ids">The exchange's names for the order.</param>
    public (decimal Gross, decimal Kept) Of(IEnumerable<string> ids)
    {
        (decimal Gross, decimal Kept) sum = default;
        lock (gate)
        {
            foreach (var id in ids)
            {
                var (gross, kept) = orders.GetValueOrDefault(id);
                sum = (sum.Gross + gross, sum.Kept + kept);
            }
        }

        return sum;
    }

    /// <summary>Reads a trade of the account's.</summary>
    /// <param name="trade">The trade, as ccxt has it.</param>
    /// <param name="market">Its market.</param>
    /// <param name="clientId">The host's name for its order; null when it is not the host's.</param>
    /// <param name="rateOf">The price of a currency in the market's, for fees in another; 0 when it is not known.</param>
    /// <returns>The execution.</returns>
    public Execution Take(JsonElement trade, ExchangeMarket market, string? clientId, Func<string, decimal> rateOf)
    {
        decimal quantity = trade.Number("amount") ?? 0;
        decimal price = trade.Number("price") ?? 0;
        var side = trade.Text("side") == "buy" ? Side.Buy : Side.Sell;
        decimal kept = 0, commission = 0;
        var fees = trade.At("fees") is { ValueKind: JsonValueKind.Array } several && several.GetArrayLength() > 0
            ? several.EnumerateArray() : trade.At("fee").Rows();
        foreach (var (currency, cost) in fees.Select(f => (f.Text("currency"), f.Number("cost") ?? 0)).Where(f => f.Item2 != 0))
        {
            if (currency == market.Base && market.IsSpot && side == Side.Buy)
            {
                kept += cost;
                commission += cost * price;
            }
            else
            {
                commission += cost * (currency is null || currency == market.Cash ? 1 : currency == market.Base ? price : rateOf(currency));
            }
        }

        string id = $"{market.Instrument.Symbol}-{trade.Text("id")}";
        lock (gate)
        {
            if (trade.Text("order") is { } order && seen.Add(id))
            {
                var (gross, before) = orders.GetValueOrDefault(order);
                orders[order] = (gross + quantity, before + kept);
            }
        }

        return new Execution(id, clientId, market.Instrument.Symbol, side, quantity - kept, price, commission,
            trade.Time("timestamp") ?? default, trade.Text("takerOrMaker") == "maker" ? Liquidity.Maker : Liquidity.Taker);
    }
}
