using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PracticeBroker;

namespace ExchangeServers;

/// <summary>Bybit's unified account: its spot market, or its linear perpetual futures.</summary>
public sealed class Bybit(Hall hall) : Dialect(hall)
{
    private const string Symbol = "ABCUSDT";

    private string Category => Hall.IsSpot ? "spot" : "linear";

    public override (int Status, JsonNode Answer) TooOften => (200, Wrap(10006, "Too many visits!", new JsonObject()));

    public override bool MayTrade(HttpRequest request) =>
        request.Method == "POST" && request.Path.StartsWithSegments("/v5/order", StringComparison.Ordinal);

    public override void Count(IHeaderDictionary headers, int used, bool isTooOften)
    {
        headers["X-Bapi-Limit"] = "6000";
        headers["X-Bapi-Limit-Status"] = Hall.Text(isTooOften ? 0 : Math.Max(0, 6000 - used));
        headers["X-Bapi-Limit-Reset-Timestamp"] = Hall.Text(isTooOften ? Hall.Now + 3000 : Hall.Now);
    }

    public override void Map(WebApplication app)
    {
        app.MapGet("/v5/market/instruments-info", () => Json(List(Instrument())));
        app.MapGet("/v5/market/tickers", () => Json(List(Ticker())));
        app.MapGet("/v5/market/kline", (long? start, int? limit) => Json(Wrap(0, "OK",
            new JsonObject
            {
                ["category"] = Category,
                ["symbol"] = Symbol,
                ["list"] = new JsonArray([.. Hall.Bars(Symbol, start ?? 0, limit ?? 200).Reverse().Select(Candle)])
            })));
        app.MapGet("/v5/user/query-api", (HttpRequest request) => SignedAsync(request,
            _ => Json(Wrap(0, "OK", new JsonObject
            {
                ["id"] = "1",
                ["apiKey"] = Hall.Key,
                ["readOnly"] = 0,
                ["unified"] = 0,
                ["uta"] = 1,
                ["userID"] = 1,
                ["type"] = 1
            }))));
        app.MapGet("/v5/account/info", (HttpRequest request) => SignedAsync(request,
            _ => Json(Wrap(0, "OK",
                new JsonObject { ["unifiedMarginStatus"] = 6, ["marginMode"] = "REGULAR_MARGIN", ["updatedTime"] = "1700000000000" }))));
        app.MapGet("/v5/account/wallet-balance", (HttpRequest request) => SignedAsync(request, _ => Json(Wallet())));
        app.MapGet("/v5/position/list", (HttpRequest request) => SignedAsync(request, _ => Json(List(Positions()))));
        app.MapGet("/v5/order/realtime", (HttpRequest request, string? orderId, string? orderLinkId, string? orderFilter) =>
            SignedAsync(request, _ => Json(List(Realtime(orderId, orderLinkId, orderFilter)))));
        app.MapGet("/v5/execution/list", (HttpRequest request, long? startTime, long? endTime,
            int? limit) => SignedAsync(request, _ => Json(List([.. Hall.Executions(null, startTime ?? 0)
                .Where(e => endTime is null || Hall.Milliseconds(e.Time) <= endTime).Reverse().Take(limit ?? 50).Select(Execution)]))));
        app.MapPost("/v5/order/create", (HttpRequest request) => SignedAsync(request, body => Json(Create(JsonNode.Parse(body)!))));
        app.MapPost("/v5/order/cancel", (HttpRequest request) => SignedAsync(request, body => Json(Cancel(JsonNode.Parse(body)!))));
        app.MapPost("/v5/order/amend", (HttpRequest request) => SignedAsync(request, body => Json(Amend(JsonNode.Parse(body)!))));
        app.Map("/v5/{**rest}", (HttpContext context, string rest) => TalkAsync(context, rest == "private", Hear));
    }

    private JsonObject Wrap(int code, string message, JsonNode result) => new()
    {
        ["retCode"] = code,
        ["retMsg"] = message,
        ["result"] = result,
        ["retExtInfo"] = new JsonObject(),
        ["time"] = Hall.Now
    };

    private JsonObject List(params JsonNode[] rows) =>
        Wrap(0, "OK", new JsonObject { ["category"] = Category, ["nextPageCursor"] = "", ["list"] = new JsonArray(rows) });

    private async Task<IResult> SignedAsync(HttpRequest request, Func<string, IResult> answer)
    {
        string body = await BodyAsync(request);
        string time = request.Headers["X-BAPI-TIMESTAMP"].ToString();
        string window = request.Headers["X-BAPI-RECV-WINDOW"].ToString();
        if (request.Headers["X-BAPI-API-KEY"] != Hall.Key) return Json(Wrap(10003, "API key is invalid.", new JsonObject()));
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long sent)
            || Math.Abs(Hall.Now - sent) > long.Parse(window, CultureInfo.InvariantCulture))
            return Json(Wrap(10002, "invalid request, please check your server timestamp", new JsonObject()));
        string target = Target(request);
        string query = request.Method == "POST"
            ? body : target.Contains('?', StringComparison.Ordinal) ? target[(target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";
        return Hex(Mac(time + Hall.Key + window + query)) == request.Headers["X-BAPI-SIGN"].ToString()
            ? answer(body) : Json(Wrap(10004, "error sign! please check your signature generation algorithm.", new JsonObject()));
    }

    private JsonObject Create(JsonNode order)
    {
        string clientId = order["orderLinkId"]!.GetValue<string>();
        string inForce = order["timeInForce"]?.GetValue<string>() ?? "GTC";
        var (id, refusal) = Hall.Submit(
            clientId, Symbol, order["side"]!.GetValue<string>() == "Buy", Hall.Number(order["qty"]!.ToString()) ?? 0,
            order["orderType"]!.GetValue<string>() == "Market" ? null : Hall.Number(order["price"]?.ToString()),
            Hall.Number(order["triggerPrice"]?.ToString()), inForce,
            inForce switch { "IOC" => "ImmediateOrCancel", "FOK" => "FillOrKill", _ => "GoodTillCancelled" });
        return refusal?.Error switch
        {
            null => Wrap(0, "OK", new JsonObject { ["orderId"] = Hall.Text(id), ["orderLinkId"] = clientId }),
            "DuplicateClientId" => Wrap(110072, "OrderLinkedID is duplicate", new JsonObject()),
            "InsufficientFunds" => Wrap(170131, "Insufficient balance.", new JsonObject()),
            _ => Wrap(170136, "Order quantity exceeded lower limit.", new JsonObject()),
        };
    }

    private OrderView? Named(JsonNode order) => Hall.Find(order["orderId"]?.ToString(), order["orderLinkId"]?.ToString());

    private JsonObject Cancel(JsonNode order) => Named(order) is { } found && Hall.Cancel(found)
        ? Wrap(0, "OK", new JsonObject { ["orderId"] = Hall.Text(found.Id), ["orderLinkId"] = found.ClientId })
        : Wrap(170213, "Order does not exist.", new JsonObject());

    private JsonObject Amend(JsonNode order) =>
        Named(order) is { } found && Hall.Change(found, Hall.Number(order["qty"]?.ToString()), Hall.Number(order["price"]?.ToString()),
            Hall.Number(order["triggerPrice"]?.ToString()))
        ? Wrap(0, "OK", new JsonObject { ["orderId"] = Hall.Text(found.Id), ["orderLinkId"] = found.ClientId })
        : Wrap(170213, "Order does not exist.", new JsonObject());

    /// <summary>One order, or all that can still fill; those that wait for a price are kept apart.</summary>
    private JsonNode[] Realtime(string? orderId, string? clientId, string? filter)
    {
        bool isAsked = orderId is not null || clientId is not null;
        var found = !isAsked ? Hall.OpenOrders() : Hall.Find(orderId, clientId) is { } one ? [one] : [];
        return [.. found.Where(o => (filter == "StopOrder") == (o.IsWaiting)).Select(Order)];
    }

    private JsonObject Instrument()
    {
        var row = new JsonObject
        {
            ["symbol"] = Symbol,
            ["baseCoin"] = "ABC",
            ["quoteCoin"] = "USDT",
            ["status"] = "Trading",
            ["priceFilter"] = new JsonObject { ["tickSize"] = "0.01", ["minPrice"] = "0.01", ["maxPrice"] = "1000000" },
        };
        if (Hall.IsSpot)
        {
            row["marginTrading"] = "none";
            row["lotSizeFilter"] = new JsonObject
            {
                ["basePrecision"] = "0.001",
                ["quotePrecision"] = "0.00000001",
                ["minOrderQty"] = "0.001",
                ["maxOrderQty"] = "100000",
                ["minOrderAmt"] = "1",
                ["maxOrderAmt"] = "10000000"
            };
        }
        else
        {
            row["contractType"] = "LinearPerpetual";
            row["settleCoin"] = "USDT";
            row["launchTime"] = "1585526400000";
            row["deliveryTime"] = "0";
            row["leverageFilter"] = new JsonObject { ["minLeverage"] = "1", ["maxLeverage"] = "100", ["leverageStep"] = "0.01" };
            row["lotSizeFilter"] = new JsonObject
            {
                ["qtyStep"] = "0.001",
                ["minOrderQty"] = "0.001",
                ["maxOrderQty"] = "100000",
                ["minNotionalValue"] = "5"
            };
        }

        return row;
    }

    private JsonObject Ticker()
    {
        var quote = Hall.Exchange.QuoteOf(Symbol);
        return new JsonObject
        {
            ["symbol"] = Symbol,
            ["bid1Price"] = Hall.Text(quote.Bid),
            ["bid1Size"] = "1",
            ["ask1Price"] = Hall.Text(quote.Ask),
            ["ask1Size"] = "1",
            ["lastPrice"] = Hall.Text(quote.Bid),
            ["prevPrice24h"] = "100",
            ["price24hPcnt"] = "0",
            ["highPrice24h"] = "110",
            ["lowPrice24h"] = "90",
            ["turnover24h"] = "1",
            ["volume24h"] = "1"
        };
    }

    private static JsonNode Candle(BarRow bar) =>
        new JsonArray(Hall.Text(Hall.Milliseconds(bar.Start)), Hall.Text(bar.Open), Hall.Text(bar.High), Hall.Text(bar.Low),
            Hall.Text(bar.Close), Hall.Text(bar.Volume), "1");

    private JsonObject Wallet()
    {
        JsonObject Coin(string coin, decimal amount) => new()
        {
            ["coin"] = coin,
            ["walletBalance"] = Hall.Text(amount),
            ["locked"] = "0",
            ["totalOrderIM"] = "0",
            ["totalPositionIM"] = "0",
            ["equity"] = Hall.Text(amount),
            ["usdValue"] = "0",
            ["borrowAmount"] = "0",
            ["accruedInterest"] = "0",
            ["availableToWithdraw"] = ""
        };
        return Wrap(0, "OK", new JsonObject
        {
            ["list"] = new JsonArray(new JsonObject
            {
                ["accountType"] = "UNIFIED",
                ["totalEquity"] = "0",
                ["coin"] = new JsonArray(Hall.IsSpot
                    ? [Coin("USDT", Hall.Exchange.Cash), Coin("ABC", Hall.Held(Symbol))] : [Coin("USDT", Hall.Exchange.Cash)])
            })
        });
    }

    private JsonNode[] Positions() =>
    [
        .. Hall.Exchange.Positions().Select(p => new JsonObject
        {
            ["positionIdx"] = 0,
            ["symbol"] = p.Symbol,
            ["side"] = p.Quantity < 0 ? "Sell" : "Buy",
            ["size"] = Hall.Text(Math.Abs(p.Quantity)),
            ["avgPrice"] = Hall.Text(Math.Round(p.AveragePrice, 6)),
            ["positionValue"] = Hall.Text(Math.Abs(p.Quantity * p.AveragePrice)),
            ["leverage"] = "1",
            ["tradeMode"] = 0,
            ["unrealisedPnl"] = "0",
            ["createdTime"] = Hall.Text(Hall.Now),
            ["updatedTime"] = Hall.Text(Hall.Now),
        }),
    ];

    private JsonNode Execution(ExecutionRow row)
    {
        var order = Hall.After(row);
        return new JsonObject
        {
            ["category"] = Category,
            ["symbol"] = row.Symbol,
            ["orderId"] = Hall.Text(order.Id),
            ["orderLinkId"] = row.ClientId,
            ["side"] = row.Side,
            ["orderType"] = order.Limit is null ? "Market" : "Limit",
            ["execId"] = row.Id,
            ["execPrice"] = Hall.Text(row.Price),
            ["execQty"] = Hall.Text(row.Quantity),
            ["execFee"] = Hall.Text(row.Commission),
            ["feeCoin"] = "USDT",
            ["execType"] = "Trade",
            ["execValue"] = Hall.Text(row.Price * row.Quantity),
            ["isMaker"] = row.Liquidity == "Maker",
            ["execTime"] = Hall.Text(Hall.Milliseconds(row.Time)),
            ["leavesQty"] = Hall.Text(order.Left),
        };
    }

    private JsonNode Order(OrderView order)
    {
        var row = Row(order);

        // Orders of futures alone have it.
        if (!Hall.IsSpot) row["tpslMode"] = "";
        return row;
    }

    private JsonObject Row(OrderView order) => new()
    {
        ["category"] = Category,
        ["orderId"] = Hall.Text(order.Id),
        ["orderLinkId"] = order.ClientId,
        ["symbol"] = order.Symbol,
        ["price"] = Hall.Text(order.Limit),
        ["qty"] = Hall.Text(order.Quantity),
        ["side"] = order.IsBuy ? "Buy" : "Sell",
        ["positionIdx"] = 0,
        ["orderStatus"] = order.Status switch
        {
            "Filled" => "Filled",
            "PartiallyFilled" => "PartiallyFilled",
            "Cancelled" => order is { Filled: > 0 } ? "PartiallyFilledCanceled" : "Cancelled",
            _ => order.IsTriggered ? "New" : "Untriggered",
        },
        ["cancelType"] = "UNKNOWN",
        ["rejectReason"] = "EC_NoError",
        ["avgPrice"] = order.Filled == 0 ? "" : Hall.Text(Math.Round(order.Cost / order.Filled, 8)),
        ["leavesQty"] = Hall.Text(order.Left),
        ["cumExecQty"] = Hall.Text(order.Filled),
        ["cumExecValue"] = Hall.Text(order.Cost),
        ["cumExecFee"] = Hall.Text(order.Fee),
        ["timeInForce"] = order.TimeInForce,
        ["orderType"] = order.Limit is null ? "Market" : "Limit",
        ["stopOrderType"] = order.Stop is null ? "" : "Stop",
        ["triggerPrice"] = Hall.Text(order.Stop),
        ["takeProfit"] = "",
        ["stopLoss"] = "",
        ["reduceOnly"] = false,
        ["closeOnTrigger"] = false,
        ["createdTime"] = Hall.Text(order.Created),
        ["updatedTime"] = Hall.Text(Hall.Now),
    };

    private async Task Hear(Talk talk, string text)
    {
        var message = JsonNode.Parse(text)!;
        string? operation = message["op"]?.GetValue<string>();
        JsonNode? id = message["req_id"]?.DeepClone();
        if (operation == "ping")
        {
            await talk.SendAsync(new JsonObject
            {
                ["success"] = true,
                ["ret_msg"] = "pong",
                ["op"] = "ping",
                ["req_id"] = id,
                ["conn_id"] = "c1"
            });
            return;
        }

        if (operation == "auth")
        {
            var given = message["args"]!.AsArray();
            bool isRight = given[0]!.ToString() == Hall.Key && given[2]!.ToString() == Hex(Mac("GET/realtime" + given[1]));
            await talk.SendAsync(new JsonObject
            {
                ["success"] = isRight,
                ["ret_msg"] = isRight ? "" : "Params Error",
                ["op"] = "auth",
                ["conn_id"] = "c1"
            });
            return;
        }

        if (operation != "subscribe") return;
        await talk.SendAsync(new JsonObject
        {
            ["success"] = true,
            ["ret_msg"] = "",
            ["conn_id"] = "c1",
            ["req_id"] = id,
            ["op"] = "subscribe"
        });
        foreach (var topic in message["args"]!.AsArray().Select(a => a!.GetValue<string>()))
        {
            JsonNode Push(JsonNode data) => new JsonObject
            {
                ["id"] = "x",
                ["topic"] = topic,
                ["creationTime"] = Hall.Now,
                ["ts"] = Hall.Now,
                ["type"] = "snapshot",
                ["data"] = data
            };
            if (topic == "order") talk.Follow([], news => Orders(news).Select(o => Push(new JsonArray(o))));
            else if (topic.StartsWith("execution", StringComparison.Ordinal))
                talk.Follow([], news => news.Execution is { } e ? [Push(new JsonArray(Execution(e)))] : []);
            else if (topic.StartsWith("kline", StringComparison.Ordinal))
                talk.Follow([Symbol], news => Quotes(news, q => Push(new JsonArray(Kline(q)))));
            else if (topic.StartsWith("orderbook", StringComparison.Ordinal))
                talk.Follow([Symbol], news => Quotes(news, q => Push(Book(q))));
        }
    }

    private JsonObject Kline(QuoteRow quote) => new()
    {
        ["start"] = Hall.BarStart,
        ["end"] = Hall.BarStart + 59_999,
        ["interval"] = "1",
        ["open"] = Hall.Text(quote.Bid),
        ["close"] = Hall.Text(quote.Bid),
        ["high"] = Hall.Text(quote.Bid),
        ["low"] = Hall.Text(quote.Bid),
        ["volume"] = "1",
        ["turnover"] = "1",
        ["confirm"] = false,
        ["timestamp"] = Hall.Now,
    };

    private static JsonObject Book(QuoteRow quote) => new()
    {
        ["s"] = quote.Symbol,
        ["b"] = new JsonArray(new JsonArray(Hall.Text(quote.Bid), Hall.Text(quote.BidSize))),
        ["a"] = new JsonArray(new JsonArray(Hall.Text(quote.Ask), Hall.Text(quote.AskSize))),
        ["u"] = 1,
        ["seq"] = 1,
    };

    private IEnumerable<JsonNode> Orders(MarketNews news)
    {
        if (news.Execution is { } execution) yield return Order(Hall.After(execution));
        if (news.Order is { Status: "Accepted" or "Cancelled" } changed && Hall.Find(null, changed.ClientId) is { } order)
            yield return Order(changed.Status == "Accepted" ? order with { Status = "Accepted", Filled = 0, Cost = 0 } : order);
    }
}
