using System.Text.Json.Nodes;
using PracticeBroker;

namespace ETradeServer;

/// <summary>What is only shown: holdings and quotes.</summary>
public static class Pages
{
    private const int SecondsOfStep = 60 / Prices.StepsOfBar;

    /// <summary>The holdings; null when there are none.</summary>
    public static JsonNode? Portfolio(Exchange exchange)
    {
        var rows = exchange.Positions().Select(p => (JsonNode)new JsonObject
        {
            ["Product"] = new JsonObject { ["symbol"] = p.Symbol, ["securityType"] = "EQ" },
            ["quantity"] = p.Quantity,
            ["positionType"] = p.Quantity < 0 ? "SHORT" : "LONG",
            ["pricePaid"] = Math.Round(p.AveragePrice, 4),
        }).ToArray();
        return rows.Length == 0
            ? null : new JsonObject
            {
                ["PortfolioResponse"] = new JsonObject
                {
                    ["AccountPortfolio"] =
                        new JsonArray(new JsonObject { ["accountId"] = "84010429", ["totalPages"] = 1, ["Position"] = new JsonArray(rows) })
                }
            };
    }

    /// <summary>The quotes of symbols; those with a digit in their name do not exist.</summary>
    public static JsonNode Quotes(Exchange exchange, string symbols)
    {
        var known = symbols.Split(',').ToLookup(s => !s.Any(char.IsAsciiDigit));
        long seconds = new DateTimeOffset(exchange.Opening).ToUnixTimeSeconds() + (exchange.Step * SecondsOfStep);
        var data = known[true].Select(symbol =>
        {
            var quote = exchange.QuoteOf(symbol);
            return (JsonNode)new JsonObject
            {
                ["dateTimeUTC"] = seconds,
                ["quoteStatus"] = "REALTIME",
                ["All"] = new JsonObject
                {
                    ["bid"] = quote.Bid,
                    ["bidSize"] = quote.BidSize,
                    ["ask"] = quote.Ask,
                    ["askSize"] = quote.AskSize,
                    ["lastTrade"] = Math.Round((quote.Bid + quote.Ask) / 2, 2),
                    ["totalVolume"] = 250 * (exchange.Step + 1)
                },
                ["Product"] = new JsonObject { ["symbol"] = symbol, ["securityType"] = "EQ" },
            };
        }).ToArray();
        var response = new JsonObject { ["QuoteData"] = new JsonArray(data) };
        if (known[false].Any())
            response["Messages"] = new JsonObject
            {
                ["Message"] =
                    new JsonArray([.. known[false].Select(s =>
                        (JsonNode)new JsonObject { ["description"] = $"{s} is an invalid symbol.", ["code"] = 1019, ["type"] = "ERROR" })])
            };
        return new JsonObject { ["QuoteResponse"] = response };
    }
}
