using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PracticeBroker;

namespace ExchangeServers;

/// <summary>Binance: its spot market, or its perpetual futures in USDT.</summary>
public sealed class Binance(Hall hall) : Dialect(hall)
{
    private const string Symbol = "ABCUSDT";
    private const string ListenKey = "listen0key";

    public override (int Status, JsonNode Answer) TooOften =>
        (429, Error(-1003, "Too many requests; current limit is 6000 request weight per 1 MINUTE."));

    private string Api => Hall.IsSpot ? "/api/v3" : "/fapi/v1";

    public override bool MayTrade(HttpRequest request) =>
        (request.Path == $"{Api}/order" || request.Path == "/fapi/v1/algoOrder") && request.Method != "GET";

    public override void Count(IHeaderDictionary headers, int used, bool isTooOften)
    {
        headers["X-MBX-USED-WEIGHT-1M"] = Hall.Text(used);
        if (isTooOften) headers.RetryAfter = "2";
    }

    public override void Map(WebApplication app)
    {
        app.MapGet($"{Api}/exchangeInfo", () => Json(Info()));
        app.MapGet($"{Api}/klines",
            (long? startTime, int? limit) => Json(new JsonArray([.. Hall.Bars(Symbol, startTime ?? 0, limit ?? 500).Select(Kline)])));
        app.MapGet($"{Api}/ticker/24hr", () => Json(Ticker()));
        app.MapGet("/api/v3/account", (HttpRequest request) => SignedAsync(request, _ => Json(Account())));
        app.MapGet($"{Api}/openOrders",
            (HttpRequest request) => SignedAsync(request, _ => Json(new JsonArray([.. Hall.OpenOrders().Where(IsListed).Select(Order)]))));
        app.MapGet($"{Api}/{(Hall.IsSpot ? "myTrades" : "userTrades")}",
            (HttpRequest request) => SignedAsync(request, q => Json(new JsonArray([.. Hall.Executions(q["symbol"],
                long.Parse(q.GetValueOrDefault("startTime", "0"), CultureInfo.InvariantCulture))
                .Take(int.Parse(q.GetValueOrDefault("limit", "500"), CultureInfo.InvariantCulture)).Select(Trade)]))));
        app.MapGet($"{Api}/order", (HttpRequest request) => SignedAsync(request,
            q => Found(q) is { } order && IsListed(order) ? Json(Order(order)) : Json(Error(-2013, "Order does not exist."), 400)));
        app.MapPost($"{Api}/order", (HttpRequest request) => SignedAsync(request, Submit));
        app.MapDelete($"{Api}/order", (HttpRequest request) => SignedAsync(request, Cancel));
        app.Map("/stream/{**rest}", (HttpContext context) => TalkAsync(context, isPrivate: false, Public));
        app.MapGet("/fapi/v1/leverageBracket", (HttpRequest request) => SignedAsync(request, _ => Json(new JsonArray())));
        app.MapGet("/fapi/v3/account", (HttpRequest request) => SignedAsync(request, _ => Json(FuturesAccount())));
        app.MapGet("/fapi/v3/positionRisk",
            (HttpRequest request) => SignedAsync(request, _ => Json(new JsonArray([.. Hall.Exchange.Positions().Select(PositionOf)]))));
        app.MapPost("/fapi/v1/listenKey", (HttpRequest request) => request.Headers["X-MBX-APIKEY"] == Hall.Key
            ? Json(new JsonObject { ["listenKey"] = ListenKey }) : Json(Error(-2015, "Invalid API-key."), 401));
        app.MapPut("/fapi/v1/listenKey", () => Json(new JsonObject()));
        app.MapPost("/fapi/v1/algoOrder", (HttpRequest request) => SignedAsync(request, Submit));
        app.MapGet("/fapi/v1/algoOrder", (HttpRequest request) => SignedAsync(request,
            q => FoundWaiting(q) is { } order ? Json(Waiting(order)) : Json(Error(-2013, "Order does not exist."), 400)));
        app.MapDelete("/fapi/v1/algoOrder", (HttpRequest request) => SignedAsync(request, CancelWaiting));
        app.MapGet("/fapi/v1/openAlgoOrders", (HttpRequest request) =>
            SignedAsync(request, _ => Json(new JsonArray([.. Hall.OpenOrders().Where(o => o.IsWaiting).Select(Waiting)]))));
        app.Map("/public/ws/{**rest}", (HttpContext context) => TalkAsync(context, isPrivate: false, Public));
        app.Map("/market/ws/{**rest}", (HttpContext context) => TalkAsync(context, isPrivate: false, Public));
        app.Map("/private/ws", (HttpContext context, string listenKey) => listenKey == ListenKey
            ? TalkAsync(context, isPrivate: true, (_, _) => Task.CompletedTask, talk => talk.Follow([], Reports)) : Task.CompletedTask);
        app.Map("/ws-api/v3", (HttpContext context) => TalkAsync(context, isPrivate: true, Private));
    }

    private static JsonObject Error(int code, string message) => new() { ["code"] = code, ["msg"] = message };

    private static string Name(OrderView order) => order switch
    {
        { Stop: not null, Limit: not null } => "STOP_LOSS_LIMIT",
        { Stop: not null } => "STOP_LOSS",
        { Limit: not null } => "LIMIT",
        _ => "MARKET",
    };

    private static string State(OrderView order) => order.Status switch
    {
        "Filled" => "FILLED",
        "PartiallyFilled" => "PARTIALLY_FILLED",
        "Cancelled" => order.TimeInForce is "IOC" or "FOK" ? "EXPIRED" : "CANCELED",
        _ => "NEW",
    };

    private async Task<IResult> SignedAsync(HttpRequest request, Func<Dictionary<string, string>, IResult> answer)
    {
        string raw = request.Method == "POST" ? await BodyAsync(request) : request.QueryString.Value!.TrimStart('?');
        int end = raw.IndexOf("&signature=", StringComparison.Ordinal);
        if (request.Headers["X-MBX-APIKEY"] != Hall.Key) return Json(Error(-2015, "Invalid API-key, IP, or permissions for action."), 401);
        if (end < 0 || Hex(Mac(raw[..end])) != raw[(end + 11)..])
            return Json(Error(-1022, "Signature for this request is not valid."), 400);
        var query = QueryHelpers.ParseQuery(raw[..end]).ToDictionary(q => q.Key, q => q.Value.ToString());
        long age = Hall.Now - long.Parse(query["timestamp"], CultureInfo.InvariantCulture);
        if (Math.Abs(age) > long.Parse(query.GetValueOrDefault("recvWindow", "5000"), CultureInfo.InvariantCulture))
            return Json(Error(-1021, "Timestamp for this request is outside of the recvWindow."), 400);
        return answer(query);
    }

    /// <summary>Whether an order is one of the exchange's list: with futures, those that wait for a price are on another.</summary>
    private bool IsListed(OrderView order) => Hall.IsSpot || !order.IsWaiting;

    /// <summary>The client's name for an order: what becomes of one that waited has another.</summary>
    private string ClientIdOf(OrderView order) => Hall.IsSpot || order.Stop is null ? order.ClientId : $"placed{order.Id}";

    private OrderView? FoundWaiting(Dictionary<string, string> query) =>
        Hall.FindWaiting(query.GetValueOrDefault("algoId"), query.GetValueOrDefault("clientAlgoId"));

    private OrderView? Found(Dictionary<string, string> query) =>
        Hall.Find(query.GetValueOrDefault("orderId"), query.GetValueOrDefault("origClientOrderId"));

    private IResult Submit(Dictionary<string, string> query)
    {
        string inForce = query.GetValueOrDefault("timeInForce", "GTC");
        var (id, refusal) = Hall.Submit(
            query.GetValueOrDefault("newClientOrderId") ?? query["clientAlgoId"], query["symbol"], query["side"] == "BUY",
            Hall.Number(query.GetValueOrDefault("quantity")) ?? 0, Hall.Number(query.GetValueOrDefault("price")),
            Hall.Number(query.GetValueOrDefault("stopPrice") ?? query.GetValueOrDefault("triggerPrice")), inForce,
            inForce switch { "IOC" => "ImmediateOrCancel", "FOK" => "FillOrKill", _ => "GoodTillCancelled" });
        return refusal?.Error switch
        {
            null => Json(query.ContainsKey("clientAlgoId")
                ? Waiting(Hall.Find(Hall.Text(id), null)!) : Order(Hall.Find(Hall.Text(id), null)!)),
            "DuplicateClientId" => Json(Error(-2010, "Duplicate order sent."), 400),
            "InsufficientFunds" => Json(Error(-2010, "Account has insufficient balance for requested action."), 400),
            _ => Json(Error(-1013, "Filter failure: LOT_SIZE"), 400),
        };
    }

    private IResult Cancel(Dictionary<string, string> query)
    {
        if (Found(query) is not { } order || !IsListed(order) || !Hall.Cancel(order)) return Json(Error(-2011, "Unknown order sent."), 400);
        var answer = Order(order with { Status = "Cancelled" });
        (answer["origClientOrderId"], answer["clientOrderId"]) = (order.ClientId, "cancel" + order.ClientId);
        return Json(answer);
    }

    private IResult CancelWaiting(Dictionary<string, string> query) =>
        FoundWaiting(query) is { IsWaiting: true } order && Hall.Cancel(order)
        ? Json(new JsonObject { ["algoId"] = order.WaitingId, ["clientAlgoId"] = order.ClientId, ["code"] = "200", ["msg"] = "success" })
        : Json(Error(-2011, "Unknown order sent."), 400);

    private JsonNode Info() => Hall.IsSpot ? SpotInfo() : JsonNode.Parse($$"""
        {"timezone":"UTC","serverTime":1700000000000,"rateLimits":[],"exchangeFilters":[],"assets":[],"symbols":[{"symbol":"{{Symbol}}","pair":"{{Symbol}}","contractType":"PERPETUAL","deliveryDate":4133404800000,"onboardDate":1569398400000,"status":"TRADING","baseAsset":"ABC","quoteAsset":"USDT","marginAsset":"USDT","pricePrecision":2,"quantityPrecision":3,"baseAssetPrecision":8,"quotePrecision":8,
        "filters":[{"filterType":"PRICE_FILTER","minPrice":"0.01","maxPrice":"1000000","tickSize":"0.01"},{"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"9000000","stepSize":"0.001"},{"filterType":"MIN_NOTIONAL","notional":"5"}],"orderTypes":["LIMIT","MARKET","STOP","STOP_MARKET"],"timeInForce":["GTC","IOC","FOK","GTX"]}]}
        """)!;

    private static JsonNode SpotInfo() => JsonNode.Parse($$"""
        {"timezone":"UTC","serverTime":1700000000000,"rateLimits":[],"exchangeFilters":[],"symbols":[{"symbol":"{{Symbol}}","status":"TRADING","baseAsset":"ABC","baseAssetPrecision":8,"quoteAsset":"USDT","quotePrecision":8,"quoteAssetPrecision":8,
        "orderTypes":["LIMIT","LIMIT_MAKER","MARKET","STOP_LOSS","STOP_LOSS_LIMIT","TAKE_PROFIT_LIMIT"],"icebergAllowed":true,"ocoAllowed":true,"isSpotTradingAllowed":true,"isMarginTradingAllowed":false,
        "filters":[{"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000","tickSize":"0.01000000"},{"filterType":"LOT_SIZE","minQty":"0.00100000","maxQty":"9000000.00000000","stepSize":"0.00100000"},{"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true,"maxNotional":"9000000.00000000","applyMaxToMarket":false,"avgPriceMins":5}],
        "permissions":[],"permissionSets":[["SPOT"]]}]}
        """)!;

    private static JsonNode Kline(BarRow bar) => new JsonArray(
        Hall.Milliseconds(bar.Start), Hall.Text(bar.Open), Hall.Text(bar.High), Hall.Text(bar.Low), Hall.Text(bar.Close),
        Hall.Text(bar.Volume), Hall.Milliseconds(bar.End) - 1, Hall.Text(bar.Volume * bar.Close), 100, "0", "0", "0");

    private JsonObject Ticker()
    {
        var quote = Hall.Exchange.QuoteOf(Symbol);
        return new JsonObject
        {
            ["symbol"] = Symbol,
            ["lastPrice"] = Hall.Text(quote.Bid),
            ["bidPrice"] = Hall.Text(quote.Bid),
            ["bidQty"] = Hall.Text(quote.BidSize),
            ["askPrice"] = Hall.Text(quote.Ask),
            ["askQty"] = Hall.Text(quote.AskSize),
            ["openTime"] = Hall.Now - 86_400_000,
            ["closeTime"] = Hall.Now,
            ["volume"] = "1000",
        };
    }

    private JsonObject Account() => new()
    {
        ["canTrade"] = true,
        ["updateTime"] = Hall.Now,
        ["accountType"] = "SPOT",
        ["balances"] = new JsonArray(
            new JsonObject { ["asset"] = "ABC", ["free"] = Hall.Text(Hall.Held(Symbol)), ["locked"] = "0" },
            new JsonObject { ["asset"] = "USDT", ["free"] = Hall.Text(Hall.Exchange.Cash), ["locked"] = "0" }),
    };

    private JsonObject FuturesAccount() => new()
    {
        ["totalWalletBalance"] = Hall.Text(Hall.Exchange.Cash),
        ["totalMarginBalance"] = Hall.Text(Hall.Exchange.Cash),
        ["availableBalance"] = Hall.Text(Hall.Exchange.Cash),
        ["assets"] = new JsonArray(new JsonObject
        {
            ["asset"] = "USDT",
            ["walletBalance"] = Hall.Text(Hall.Exchange.Cash),
            ["marginBalance"] = Hall.Text(Hall.Exchange.Cash),
            ["availableBalance"] = Hall.Text(Hall.Exchange.Cash),
            ["initialMargin"] = "0",
            ["updateTime"] = Hall.Now
        }),
        ["positions"] = new JsonArray(),
    };

    private JsonObject PositionOf(PositionRow row) => new()
    {
        ["symbol"] = row.Symbol,
        ["positionSide"] = "BOTH",
        ["positionAmt"] = Hall.Text(row.Quantity),
        ["entryPrice"] = Hall.Text(Math.Round(row.AveragePrice, 6)),
        ["breakEvenPrice"] = Hall.Text(Math.Round(row.AveragePrice, 6)),
        ["markPrice"] = Hall.Text(Math.Round(row.AveragePrice, 6)),
        ["unRealizedProfit"] = "0",
        ["liquidationPrice"] = "0",
        ["isolatedMargin"] = "0",
        ["isolatedWallet"] = "0",
        ["notional"] = Hall.Text(row.Quantity * row.AveragePrice),
        ["marginAsset"] = "USDT",
        ["initialMargin"] = "1",
        ["maintMargin"] = "1",
        ["positionInitialMargin"] = "1",
        ["openOrderInitialMargin"] = "0",
        ["updateTime"] = Hall.Now,
    };

    private static string WaitingState(OrderView order) =>
        order.IsTriggered ? (order.IsOpen ? "TRIGGERED" : "FINISHED") : order.Status == "Cancelled" ? "CANCELED" : "NEW";

    private static JsonObject Waiting(OrderView order) => new()
    {
        ["algoId"] = order.WaitingId,
        ["clientAlgoId"] = order.ClientId,
        ["algoType"] = "CONDITIONAL",
        ["orderType"] = order.Limit is null ? "STOP_MARKET" : "STOP",
        ["symbol"] = order.Symbol,
        ["side"] = order.IsBuy ? "BUY" : "SELL",
        ["positionSide"] = "BOTH",
        ["timeInForce"] = order.TimeInForce,
        ["quantity"] = Hall.Text(order.Quantity),
        ["algoStatus"] = WaitingState(order),
        ["actualOrderId"] = order.IsTriggered ? Hall.Text(order.Id) : "",
        ["triggerPrice"] = Hall.Text(order.Stop),
        ["price"] = Hall.Text(order.Limit),
        ["reduceOnly"] = false,
        ["createTime"] = order.Created,
        ["updateTime"] = order.Created,
    };

    private JsonObject Order(OrderView order) => new()
    {
        ["symbol"] = order.Symbol,
        ["orderId"] = order.Id,
        ["orderListId"] = -1,
        ["clientOrderId"] = ClientIdOf(order),
        ["price"] = Hall.Text(order.Limit),
        ["origQty"] = Hall.Text(order.Quantity),
        ["executedQty"] = Hall.Text(order.Filled),
        ["cummulativeQuoteQty"] = Hall.Text(order.Cost),
        ["cumQuote"] = Hall.Text(order.Cost),
        ["status"] = State(order),
        ["timeInForce"] = order.TimeInForce,
        ["type"] = Name(order),
        ["side"] = order.IsBuy ? "BUY" : "SELL",
        ["stopPrice"] = Hall.Text(order.Stop),
        ["time"] = order.Created,
        ["transactTime"] = order.Created,
        ["updateTime"] = order.Created,
        ["isWorking"] = true,
        ["fills"] = new JsonArray(),
    };

    private JsonNode Trade(ExecutionRow row) => new JsonObject
    {
        ["symbol"] = row.Symbol,
        ["id"] = Hall.NumberOf(row),
        ["orderId"] = Hall.After(row).Id,
        ["price"] = Hall.Text(row.Price),
        ["qty"] = Hall.Text(row.Quantity),
        ["quoteQty"] = Hall.Text(row.Price * row.Quantity),
        ["commission"] = Hall.Text(row.Commission),
        ["commissionAsset"] = "USDT",
        ["time"] = Hall.Milliseconds(row.Time),
        ["isBuyer"] = row.Side == "Buy",
        ["isMaker"] = row.Liquidity == "Maker",
        ["isBestMatch"] = true,
    };

    private async Task Public(Talk talk, string text)
    {
        var message = JsonNode.Parse(text)!;
        if (message["method"]?.GetValue<string>() != "SUBSCRIBE") return;
        await talk.SendAsync(new JsonObject { ["result"] = null, ["id"] = message["id"]!.DeepClone() });
        foreach (var stream in message["params"]!.AsArray().Select(p => p!.GetValue<string>()))
        {
            string symbol = stream[..stream.IndexOf('@', StringComparison.Ordinal)].ToUpperInvariant();
            if (stream.Contains("@kline", StringComparison.Ordinal)) talk.Follow([symbol], news => Quotes(news, KlineNews));
            else if (stream.EndsWith("@bookTicker", StringComparison.Ordinal)) talk.Follow([symbol], news => Quotes(news, Book));
        }
    }

    private JsonNode KlineNews(QuoteRow quote) => new JsonObject
    {
        ["e"] = "kline",
        ["E"] = Hall.Now,
        ["s"] = quote.Symbol,
        ["k"] = new JsonObject
        {
            ["t"] = Hall.BarStart,
            ["T"] = Hall.BarStart + 59_999,
            ["s"] = quote.Symbol,
            ["i"] = "1m",
            ["o"] = Hall.Text(quote.Bid),
            ["c"] = Hall.Text(quote.Bid),
            ["h"] = Hall.Text(quote.Bid),
            ["l"] = Hall.Text(quote.Bid),
            ["v"] = "1",
            ["n"] = 1,
            ["x"] = false,
            ["q"] = "1",
        },
    };

    private static JsonNode Book(QuoteRow quote) => new JsonObject
    {
        ["u"] = 1,
        ["s"] = quote.Symbol,
        ["b"] = Hall.Text(quote.Bid),
        ["B"] = Hall.Text(quote.BidSize),
        ["a"] = Hall.Text(quote.Ask),
        ["A"] = Hall.Text(quote.AskSize),
    };

    private async Task Private(Talk talk, string text)
    {
        var message = JsonNode.Parse(text)!;
        string id = message["id"]!.ToString();
        if (message["method"]?.GetValue<string>() != "userDataStream.subscribe.signature") return;
        var given = message["params"]!.AsObject().ToDictionary(p => p.Key, p => p.Value!.ToString());
        string raw = string.Join('&',
            given.Where(g => g.Key != "signature").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}={g.Value}"));
        if (given.GetValueOrDefault("apiKey") != Hall.Key || given.GetValueOrDefault("signature") != Hex(Mac(raw)))
        {
            await talk.SendAsync(new JsonObject
            {
                ["id"] = id,
                ["status"] = 400,
                ["error"] = Error(-1022, "Signature for this request is not valid.")
            });
            return;
        }

        talk.Follow([], Reports);
        await talk.SendAsync(new JsonObject
        {
            ["id"] = id,
            ["status"] = 200,
            ["result"] = new JsonObject { ["subscriptionId"] = 0 },
            ["rateLimits"] = new JsonArray()
        });
    }

    private IEnumerable<JsonNode> Reports(MarketNews news)
    {
        if (news.Execution is { } execution) yield return Report(Hall.After(execution), "TRADE", execution);
        if (!Hall.IsSpot && news.Order is { StopPrice: not null } waits && Hall.Find(null, waits.ClientId) is { } waiting)
            yield return WaitingReport(waiting);
        if (news.Order is { Status: "Accepted" } made && Hall.Find(null, made.ClientId) is { } fresh && IsListed(fresh))
            yield return Report(fresh with { Status = "Accepted", Filled = 0, Cost = 0 }, "NEW", null);
        if (news.Order is { Status: "Cancelled" } ended && Hall.Find(null, ended.ClientId) is { } gone && IsListed(gone))
            yield return Report(gone, gone.TimeInForce == "GTC" ? "CANCELED" : "EXPIRED", null);
    }

    private JsonObject WaitingReport(OrderView order) => new()
    {
        ["e"] = "ALGO_UPDATE",
        ["E"] = Hall.Now,
        ["T"] = Hall.Now,
        ["o"] = new JsonObject
        {
            ["caid"] = order.ClientId,
            ["aid"] = order.WaitingId,
            ["at"] = "CONDITIONAL",
            ["o"] = order.Limit is null ? "STOP_MARKET" : "STOP",
            ["s"] = order.Symbol,
            ["S"] = order.IsBuy ? "BUY" : "SELL",
            ["ps"] = "BOTH",
            ["f"] = order.TimeInForce,
            ["q"] = Hall.Text(order.Quantity),
            ["X"] = WaitingState(order),
            ["ai"] = order.IsTriggered ? Hall.Text(order.Id) : "",
            ["tp"] = Hall.Text(order.Stop),
            ["p"] = Hall.Text(order.Limit),
            ["R"] = false,
        },
    };

    private JsonObject Report(OrderView order, string what, ExecutionRow? execution)
    {
        var told = Told(order, what, execution);
        if (Hall.IsSpot) return new JsonObject { ["subscriptionId"] = 0, ["event"] = told };

        // Of a cancelled future the client's name for the order is told as it was.
        told["c"] = ClientIdOf(order);
        told["C"] = "";
        told["ps"] = "BOTH";
        return new JsonObject { ["e"] = "ORDER_TRADE_UPDATE", ["E"] = Hall.Now, ["T"] = Hall.Now, ["o"] = told };
    }

    private JsonObject Told(OrderView order, string what, ExecutionRow? execution) => new()
    {
        ["e"] = "executionReport",
        ["E"] = Hall.Now,
        ["s"] = order.Symbol,
        ["c"] = what == "CANCELED" ? "cancel" + order.ClientId : order.ClientId,
        ["C"] = what == "CANCELED" ? order.ClientId : "",
        ["S"] = order.IsBuy ? "BUY" : "SELL",
        ["o"] = Name(order),
        ["f"] = order.TimeInForce,
        ["q"] = Hall.Text(order.Quantity),
        ["p"] = Hall.Text(order.Limit),
        ["P"] = Hall.Text(order.Stop),
        ["x"] = what,
        ["X"] = State(order),
        ["r"] = "NONE",
        ["i"] = order.Id,
        ["l"] = Hall.Text(execution?.Quantity),
        ["z"] = Hall.Text(order.Filled),
        ["L"] = Hall.Text(execution?.Price),
        ["n"] = Hall.Text(execution?.Commission),
        ["N"] = execution is null ? null : "USDT",
        ["T"] = Hall.Now,
        ["t"] = execution is null ? -1 : Hall.NumberOf(execution),
        ["w"] = true,
        ["m"] = execution?.Liquidity == "Maker",
        ["O"] = order.Created,
        ["Z"] = Hall.Text(order.Cost),
    };
}
