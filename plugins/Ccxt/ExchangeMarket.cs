using System.Text.Json;
using StrategyHost;

namespace Ccxt;

/// <summary>A market of the exchange's.</summary>
/// <param name="Instrument">Its terms.</param>
/// <param name="Base">What is bought and sold.</param>
/// <param name="Cash">What it is paid with.</param>
/// <param name="IsSpot">Whether what is bought is kept in the account; a contract otherwise.</param>
internal sealed record ExchangeMarket(Instrument Instrument, string Base, string Cash, bool IsSpot)
{
    /// <summary>A market as ccxt describes it.</summary>
    /// <param name="row">The description.</param>
    /// <param name="exchange">The exchange's name.</param>
    /// <param name="isTickSize">Whether precisions are steps; numbers of decimals otherwise.</param>
    public static ExchangeMarket Of(JsonElement row, string exchange, bool isTickSize)
    {
        decimal Step(string name, decimal otherwise) =>
            row.Number(name) is not { } precision ? otherwise : isTickSize ? precision : (decimal)Math.Pow(10, -(double)precision);
        bool isSpot = row.Flag("spot");
        string cash = (isSpot ? row.Text("quote") : row.Text("settle")) ?? "";
        decimal lot = Step("amount", 0.00000001m);
        return new ExchangeMarket(
            new Instrument
            {
                Symbol = row.Text("symbol")!,
                Venue = exchange,
                AssetClass = AssetClass.Crypto,
                Currency = cash,
                TickSize = Step("price", 0),
                LotSize = lot > 0 ? lot : 0.00000001m,
                Multiplier = isSpot ? 1 : row.Number("contractSize") ?? 1,
                MinNotional = row.Number("minCost") ?? 0,
                Calendar = "24/7",
            },
            row.Text("base") ?? "",
            cash,
            isSpot);
    }
}
