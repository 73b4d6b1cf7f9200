using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PracticeBroker;

namespace ExchangeServers;

/// <summary>OKX: its spot market, or its perpetual futures with a contract of one.</summary>
public sealed class Okx(Hall hall) : Dialect(hall)
{
    private const string Symbol = "ABCUSDT";

    private string Type => Hall.IsSpot ? "SPOT" : "SWAP";

    private string InstId => Hall.IsSpot ? "ABC-USDT" : "ABC-USDT-SWAP";

    public override (int Status, JsonNode Answer) TooOften => (200, Wrap("50011", "Too Many Requests"));

    public override bool MayTrade(HttpRequest request) =>
        request.Method == "POST" && request.Path.StartsWithSegments("/api/v5/trade", StringComparison.Ordinal);

    public override void Map(WebApplication app)
    {
        app.MapGet("/api/v5/public/instruments", () => Json(Wrap("0", "", Instrument())));
        app.MapGet("/api/v5/public/time", () => Json(Wrap("0", "", new JsonObject { ["ts"] = Hall.Text(Hall.Now) })));
        app.MapGet("/api/v5/market/ticker", () => Json(Wrap("0", "", Ticker())));
        app.MapGet("/api/v5/market/candles", (string? before, int? limit) => Json(Candles(before, limit)));
        app.MapGet("/api/v5/market/history-candles", (string? before, int? limit) => Json(Candles(before, limit)));
        app.MapGet("/api/v5/account/balance", (HttpRequest request) => SignedAsync(request, _ => Json(Balance())));
        app.MapGet("/api/v5/account/positions", (HttpRequest request) => SignedAsync(request, _ => Json(Wrap("0", "", Positions()))));
        app.MapGet("/api/v5/trade/orders-pending", (HttpRequest request) =>
            SignedAsync(request, _ => Json(Wrap("0", "", [.. Hall.OpenOrders().Where(o => !o.IsWaiting).Select(o => Order(o, null))]))));
        app.MapGet("/api/v5/trade/fills-history", (HttpRequest request, string? begin,
            int? limit) => SignedAsync(request, _ => Json(Wrap("0", "",
                [.. Hall.Executions(null, long.Parse(begin ?? "0", CultureInfo.InvariantCulture)).Reverse().Take(limit ?? 100)
                    .Select(Fill)]))));
        app.MapGet("/api/v5/trade/order", (HttpRequest request, string? ordId,
            string? clOrdId) => SignedAsync(request, _ => Hall.Find(ordId, clOrdId) is { IsWaiting: false } order
                ? Json(Wrap("0", "", Order(order, null))) : Json(Wrap("51603", "Order does not exist"))));
        app.MapPost("/api/v5/trade/order", (HttpRequest request) => SignedAsync(request, body => Json(Submit(JsonNode.Parse(body)!))));
        app.MapPost("/api/v5/trade/batch-orders",
            (HttpRequest request) => SignedAsync(request, body => Json(Submit(JsonNode.Parse(body)![0]!))));
        app.MapPost("/api/v5/trade/cancel-order",
            (HttpRequest request) => SignedAsync(request, body => Json(Cancel(JsonNode.Parse(body)!))));
        app.MapPost("/api/v5/trade/amend-order", (HttpRequest request) => SignedAsync(request, body => Json(Amend(JsonNode.Parse(body)!))));
        app.MapPost("/api/v5/trade/order-algo", (HttpRequest request) => SignedAsync(request, body => Json(Wait(JsonNode.Parse(body)!))));
        app.MapGet("/api/v5/trade/order-algo", (HttpRequest request, string? algoId,
            string? algoClOrdId) => SignedAsync(request, _ => Hall.FindWaiting(algoId, algoClOrdId) is { } order
                ? Json(Wrap("0", "", Waiting(order))) : Json(Wrap("51603", "Order does not exist"))));
        app.MapGet("/api/v5/trade/orders-algo-pending", (HttpRequest request,
            string ordType) => SignedAsync(request,
                _ => Json(Wrap("0", "", [.. Hall.OpenOrders().Where(o => o.IsWaiting && ordType == "trigger").Select(Waiting)]))));
        app.MapPost("/api/v5/trade/cancel-algos",
            (HttpRequest request) => SignedAsync(request, body => Json(CancelWaiting(JsonNode.Parse(body)![0]!))));
        app.MapPost("/api/v5/trade/amend-algos",
            (HttpRequest request) => SignedAsync(request, body => Json(AmendWaiting(JsonNode.Parse(body)!))));
        app.Map("/ws/v5/{access}", (HttpContext context, string access) => TalkAsync(context, access == "private", Hear));
    }

    private static JsonObject Wrap(string code, string message, params JsonNode[] data) => new()
    {
        ["code"] = code,
        ["msg"] = message,
        ["data"] = new JsonArray(data)
    };

    /// <summary>The answer of what is done to one order.</summary>
    private static JsonObject One(string code, string message, string id, string clientId) => new()
    {
        ["code"] = code == "0" ? "0" : "1",
        ["msg"] = code == "0" ? "" : "All operations failed",
        ["data"] = new JsonArray(new JsonObject
        {
            ["ordId"] = id,
            ["clOrdId"] = clientId,
            ["tag"] = "",
            ["ts"] = "1700000000000",
            ["sCode"] = code,
            ["sMsg"] = message
        }),
    };

    private async Task<IResult> SignedAsync(HttpRequest request, Func<string, IResult> answer)
    {
        string body = await BodyAsync(request);
        string time = request.Headers["OK-ACCESS-TIMESTAMP"].ToString();
        if (request.Headers["OK-ACCESS-KEY"] != Hall.Key) return Json(Wrap("50111", "Invalid OK-ACCESS-KEY"), 401);
        if (request.Headers["OK-ACCESS-PASSPHRASE"] != Hall.Passphrase) return Json(Wrap("50105", "OK-ACCESS-PASSPHRASE incorrect"), 401);
        if (!DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var sent)
            || Math.Abs(Hall.Now - sent.ToUnixTimeMilliseconds()) > 30_000) return Json(Wrap("50102", "Timestamp request expired"), 401);
        return Convert.ToBase64String(Mac(time + request.Method + Target(request) + body)) == request.Headers["OK-ACCESS-SIGN"].ToString()
            ? answer(body) : Json(Wrap("50113", "Invalid Sign"), 401);
    }

    private JsonObject Submit(JsonNode order)
    {
        string clientId = order["clOrdId"]!.GetValue<string>();
        string type = order["ordType"]!.GetValue<string>();
        var (id, refusal) = Hall.Submit(
            clientId, Symbol, order["side"]!.GetValue<string>() == "buy", Hall.Number(order["sz"]!.ToString()) ?? 0,
            type == "market" ? null : Hall.Number(order["px"]?.ToString()), null, type,
            type switch { "ioc" => "ImmediateOrCancel", "fok" => "FillOrKill", _ => "GoodTillCancelled" });
        return refusal?.Error switch
        {
            null => One("0", "Order placed", Hall.Text(id), clientId),
            "DuplicateClientId" => One("51016", "Client order ID already exists.", "", clientId),
            "InsufficientFunds" => One("51008", "Order failed. Insufficient USDT balance in account", "", clientId),
            _ => One("51121", "Order quantity must be a multiple of the lot size.", "", clientId),
        };
    }

    /// <summary>Takes an order that waits for a price: until then it is none, and then it is another.</summary>
    private JsonObject Wait(JsonNode order)
    {
        string clientId = order["algoClOrdId"]!.GetValue<string>();
        var (id, refusal) = Hall.Submit(
            clientId, Symbol, order["side"]!.GetValue<string>() == "buy", Hall.Number(order["sz"]!.ToString()) ?? 0,
            LimitOf(order["orderPx"]!), Hall.Number(order["triggerPx"]!.ToString()),
            LimitOf(order["orderPx"]!) is null ? "market" : "limit", "GoodTillCancelled");
        return refusal?.Error switch
        {
            null => OneWaiting("0", "", Hall.Text(OrderView.FirstWaitingId + id), clientId),
            "DuplicateClientId" => OneWaiting("51016", "Client order ID already exists.", "", clientId),
            "InsufficientFunds" => OneWaiting("51008", "Order failed. Insufficient USDT balance in account", "", clientId),
            _ => OneWaiting("51121", "Order quantity must be a multiple of the lot size.", "", clientId),
        };
    }

    private static decimal? LimitOf(JsonNode text) => text.ToString() == "-1" ? null : Hall.Number(text.ToString());

    private static JsonObject OneWaiting(string code, string message, string id, string clientId) => new()
    {
        ["code"] = code == "0" ? "0" : "1",
        ["msg"] = "",
        ["data"] = new JsonArray(new JsonObject
        {
            ["algoId"] = id,
            ["algoClOrdId"] = clientId,
            ["clOrdId"] = "",
            ["tag"] = "",
            ["sCode"] = code,
            ["sMsg"] = message
        }),
    };

    private JsonObject CancelWaiting(JsonNode order) =>
        Hall.FindWaiting(order["algoId"]?.ToString(), null) is { IsWaiting: true } found && Hall.Cancel(found)
        ? OneWaiting("0", "", Hall.Text(found.WaitingId), found.ClientId)
        : OneWaiting("51400", "Cancellation failed as the order does not exist.", "", "");

    private JsonObject AmendWaiting(JsonNode order) =>
        Hall.FindWaiting(order["algoId"]?.ToString(), null) is { IsWaiting: true } found
            && Hall.Change(found, Hall.Number(order["newSz"]?.ToString()), LimitOf(order["newOrdPx"]!),
                Hall.Number(order["newTriggerPx"]?.ToString()))
        ? OneWaiting("0", "", Hall.Text(found.WaitingId), found.ClientId)
        : OneWaiting("51400", "Modification failed as the order does not exist.", "", "");

    private JsonObject Waiting(OrderView order) => new()
    {
        ["instType"] = Type,
        ["instId"] = InstId,
        ["algoId"] = Hall.Text(order.WaitingId),
        ["algoClOrdId"] = order.ClientId,
        ["clOrdId"] = "",
        ["ordId"] = order.IsTriggered ? Hall.Text(order.Id) : "",
        ["ordType"] = "trigger",
        ["ordPx"] = order.Limit is null ? "-1" : Hall.Text(order.Limit),
        ["triggerPx"] = Hall.Text(order.Stop),
        ["triggerPxType"] = "last",
        ["sz"] = Hall.Text(order.Quantity),
        ["side"] = order.IsBuy ? "buy" : "sell",
        ["tdMode"] = Hall.IsSpot ? "cash" : "cross",
        ["state"] = order.IsTriggered ? "effective" : order.Status == "Cancelled" ? "canceled" : "live",
        ["reduceOnly"] = "false",
        ["cTime"] = Hall.Text(order.Created),
    };

    private OrderView? Named(JsonNode order) =>
        Hall.Find(order["ordId"]?.ToString(), order["clOrdId"]?.ToString()) is { IsWaiting: false } found ? found : null;

    private JsonObject Cancel(JsonNode order) => Named(order) is { } found && Hall.Cancel(found)
        ? One("0", "", Hall.Text(found.Id), found.ClientId)
        : One("51400", "Cancellation failed as the order has been filled, canceled or does not exist.", "", "");

    private JsonObject Amend(JsonNode order) =>
        Named(order) is { } found
            && Hall.Change(found, Hall.Number(order["newSz"]?.ToString()), Hall.Number(order["newPx"]?.ToString()), null)
        ? One("0", "", Hall.Text(found.Id), found.ClientId)
        : One("51503", "Order modification failed as the order has been filled, canceled or does not exist.", "", "");

    private JsonObject Instrument() => new()
    {
        ["instType"] = Type,
        ["instId"] = InstId,
        ["baseCcy"] = Hall.IsSpot ? "ABC" : "",
        ["quoteCcy"] = Hall.IsSpot ? "USDT" : "",
        ["settleCcy"] = Hall.IsSpot ? "" : "USDT",
        ["uly"] = Hall.IsSpot ? "" : "ABC-USDT",
        ["instFamily"] = Hall.IsSpot ? "" : "ABC-USDT",
        ["ctMult"] = Hall.IsSpot ? "" : "1",
        ["ctType"] = Hall.IsSpot ? "" : "linear",
        ["ctVal"] = Hall.IsSpot ? "" : "1",
        ["ctValCcy"] = Hall.IsSpot ? "" : "ABC",
        ["expTime"] = "",
        ["lever"] = "10",
        ["listTime"] = "1548133413000",
        ["lotSz"] = "0.001",
        ["minSz"] = "0.001",
        ["maxLmtSz"] = "9999999999",
        ["maxMktSz"] = "1000000",
        ["optType"] = "",
        ["state"] = "live",
        ["stk"] = "",
        ["tickSz"] = "0.01",
        ["alias"] = "",
    };

    private JsonObject Ticker()
    {
        var quote = Hall.Exchange.QuoteOf(Symbol);
        return new JsonObject
        {
            ["instType"] = Type,
            ["instId"] = InstId,
            ["last"] = Hall.Text(quote.Bid),
            ["askPx"] = Hall.Text(quote.Ask),
            ["askSz"] = "1",
            ["bidPx"] = Hall.Text(quote.Bid),
            ["bidSz"] = "1",
            ["ts"] = Hall.Text(Hall.Now)
        };
    }

    private JsonObject Candles(string? before, int? limit)
    {
        var bars = Hall.Bars(Symbol, before is null ? 0 : long.Parse(before, CultureInfo.InvariantCulture) + 1, limit ?? 100).Reverse()
            .ToList();
        return Wrap("0", "", [.. bars.Select(b => (JsonNode)new JsonArray(Hall.Text(Hall.Milliseconds(b.Start)), Hall.Text(b.Open),
            Hall.Text(b.High), Hall.Text(b.Low), Hall.Text(b.Close), Hall.Text(b.Volume), "0", "0", "1"))]);
    }

    private JsonObject Balance()
    {
        JsonObject Row(string currency, decimal amount) => new()
        {
            ["ccy"] = currency,
            ["eq"] = Hall.Text(amount),
            ["cashBal"] = Hall.Text(amount),
            ["availBal"] = Hall.Text(amount),
            ["availEq"] = "",
            ["frozenBal"] = "0",
            ["ordFrozen"] = "0",
            ["uTime"] = Hall.Text(Hall.Now)
        };
        return Wrap("0", "", new JsonObject
        {
            ["totalEq"] = "0",
            ["uTime"] = Hall.Text(Hall.Now),
            ["details"] = new JsonArray(Hall.IsSpot
                ? [Row("USDT", Hall.Exchange.Cash), Row("ABC", Hall.Held(Symbol))] : [Row("USDT", Hall.Exchange.Cash)])
        });
    }

    private JsonNode[] Positions() =>
    [
        .. Hall.Exchange.Positions().Select(p => new JsonObject
        {
            ["instType"] = Type,
            ["instId"] = InstId,
            ["mgnMode"] = "cross",
            ["posId"] = "1",
            ["posSide"] = "net",
            ["pos"] = Hall.Text(p.Quantity),
            ["avgPx"] = Hall.Text(Math.Round(p.AveragePrice, 6)),
            ["ccy"] = "USDT",
            ["lever"] = "1",
            ["uTime"] = Hall.Text(Hall.Now),
            ["cTime"] = Hall.Text(Hall.Now),
        }),
    ];

    private JsonNode Fill(ExecutionRow row) => new JsonObject
    {
        ["instType"] = Type,
        ["instId"] = InstId,
        ["tradeId"] = Hall.Text(Hall.NumberOf(row)),
        ["ordId"] = Hall.Text(Hall.After(row).Id),
        ["clOrdId"] = Hall.After(row).Stop is null ? row.ClientId : "",
        ["billId"] = Hall.Text(Hall.NumberOf(row)),
        ["fillPx"] = Hall.Text(row.Price),
        ["fillSz"] = Hall.Text(row.Quantity),
        ["side"] = row.Side == "Buy" ? "buy" : "sell",
        ["execType"] = row.Liquidity == "Maker" ? "M" : "T",
        ["feeCcy"] = "USDT",
        ["fee"] = Hall.Text(-row.Commission),
        ["ts"] = Hall.Text(Hall.Milliseconds(row.Time)),
    };

    private JsonObject Order(OrderView order, ExecutionRow? execution) => new()
    {
        ["instType"] = Type,
        ["instId"] = InstId,
        ["ordId"] = Hall.Text(order.Id),
        ["clOrdId"] = order.Stop is null ? order.ClientId : "",
        ["algoClOrdId"] = order.Stop is null ? "" : order.ClientId,
        ["algoId"] = order.Stop is null ? "" : Hall.Text(order.WaitingId),
        ["px"] = order.Limit is null ? "" : Hall.Text(order.Limit),
        ["sz"] = Hall.Text(order.Quantity),
        ["ordType"] = order.TimeInForce,
        ["side"] = order.IsBuy ? "buy" : "sell",
        ["tdMode"] = Hall.IsSpot ? "cash" : "cross",
        ["tgtCcy"] = Hall.IsSpot ? "base_ccy" : "",
        ["accFillSz"] = Hall.Text(order.Filled),
        ["avgPx"] = order.Filled == 0 ? "" : Hall.Text(Math.Round(order.Cost / order.Filled, 8)),
        ["fillPx"] = execution is null ? "" : Hall.Text(execution.Price),
        ["fillSz"] = execution is null ? "0" : Hall.Text(execution.Quantity),
        ["tradeId"] = execution is null ? "" : Hall.Text(Hall.NumberOf(execution)),
        ["fillTime"] = execution is null ? "" : Hall.Text(Hall.Milliseconds(execution.Time)),
        ["fillFee"] = execution is null ? "0" : Hall.Text(-execution.Commission),
        ["fillFeeCcy"] = execution is null ? "" : "USDT",
        ["execType"] = execution is null ? "" : execution.Liquidity == "Maker" ? "M" : "T",
        ["state"] =
            order.Status switch { "Filled" => "filled", "PartiallyFilled" => "partially_filled", "Cancelled" => "canceled", _ => "live" },
        ["fee"] = Hall.Text(-order.Fee),
        ["feeCcy"] = "USDT",
        ["reduceOnly"] = "false",
        ["uTime"] = Hall.Text(Hall.Now),
        ["cTime"] = Hall.Text(order.Created),
    };

    private async Task Hear(Talk talk, string text)
    {
        if (text == "ping")
        {
            await talk.SendAsync("pong");
            return;
        }

        var message = JsonNode.Parse(text)!;
        string? operation = message["op"]?.GetValue<string>();
        if (operation == "login")
        {
            var given = message["args"]![0]!;
            bool isRight = given["apiKey"]!.ToString() == Hall.Key && given["passphrase"]!.ToString() == Hall.Passphrase
                && given["sign"]!.ToString() == Convert.ToBase64String(Mac(given["timestamp"] + "GET/users/self/verify"));
            await talk.SendAsync(new JsonObject
            {
                ["event"] = isRight ? "login" : "error",
                ["code"] = isRight ? "0" : "60009",
                ["msg"] = isRight ? "" : "Login failed.",
                ["connId"] = "a1"
            });
            return;
        }

        if (operation != "subscribe") return;
        foreach (var wanted in message["args"]!.AsArray().Select(a => a!.AsObject()))
        {
            string channel = wanted["channel"]!.GetValue<string>();
            JsonNode Push(JsonNode data) => new JsonObject { ["arg"] = wanted.DeepClone(), ["data"] = new JsonArray(data) };
            await talk.SendAsync(new JsonObject { ["event"] = "subscribe", ["arg"] = wanted.DeepClone(), ["connId"] = "a1" });
            if (channel == "orders-algo")
                talk.Follow([], news => news.Order is { StopPrice: not null } changed && Hall.Find(null, changed.ClientId) is { } order
                    ? [Push(Waiting(order))] : []);
            else if (channel == "orders") talk.Follow([], news => Reports(news).Select(Push));
            else if (channel.StartsWith("candle", StringComparison.Ordinal))
                talk.Follow([Symbol], news => Quotes(news, q => Push(new JsonArray(Hall.Text(Hall.BarStart), Hall.Text(q.Bid),
                    Hall.Text(q.Bid), Hall.Text(q.Bid), Hall.Text(q.Bid), "1", "1", "1", "0"))));
            else if (channel == "bbo-tbt") talk.Follow([Symbol], news => Quotes(news, q => Push(Best(q))));
        }
    }

    private JsonObject Best(QuoteRow quote) => new JsonObject
    {
        ["bids"] = new JsonArray(new JsonArray(Hall.Text(quote.Bid), Hall.Text(quote.BidSize), "0", "1")),
        ["asks"] = new JsonArray(new JsonArray(Hall.Text(quote.Ask), Hall.Text(quote.AskSize), "0", "1")),
        ["ts"] = Hall.Text(Hall.Now),
        ["seqId"] = 1,
    };

    private IEnumerable<JsonNode> Reports(MarketNews news)
    {
        if (news.Execution is { } execution) yield return Order(Hall.After(execution), execution);
        if (news.Order is { Status: "Accepted" or "Cancelled" } changed && Hall.Find(null, changed.ClientId) is { IsWaiting: false } order)
            yield return Order(changed.Status == "Accepted" ? order with { Status = "Accepted", Filled = 0, Cost = 0 } : order, null);
    }
}
