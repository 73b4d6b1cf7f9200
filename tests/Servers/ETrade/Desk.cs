using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PracticeBroker;

namespace ETradeServer;

/// <summary>Orders in E*TRADE's words on an exchange with a ledger of its own: previews that a placed order must repeat, changes that make
/// a new order.</summary>
public sealed partial class Desk(Exchange exchange, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly List<EtradeOrder> orders = [];
    private readonly Dictionary<long, (string Text, long? Changes, decimal Filled)> previews = [];
    private long nextPreview = 3_429_395_279;
    private long nextOrder = 484;

    /// <summary>What would become of an order.</summary>
    /// <param name="request">The request.</param>
    /// <param name="changes">The order whose terms it changes; null for a new one.</param>
    public (int Status, JsonNode Answer) Preview(JsonNode request, long? changes)
    {
        lock (gate)
        {
            var order = request["PreviewOrderRequest"]!.AsObject();
            if (Problem(order, changes) is { } problem) return problem;
            long id = nextPreview++;
            previews[id] = (order.ToJsonString(), changes, changes is { } old ? Row(Find(old)!).Filled : 0);
            return (200, new JsonObject
            {
                ["PreviewOrderResponse"] = new JsonObject
                {
                    ["orderType"] = "EQ",
                    ["Order"] = new JsonArray(Echo(order)),
                    ["PreviewIds"] = new JsonArray(new JsonObject { ["previewId"] = id })
                }
            });
        }
    }

    /// <summary>Places what was previewed.</summary>
    /// <inheritdoc cref="Preview"/>
    public (int Status, JsonNode Answer) Place(JsonNode request, long? changes)
    {
        lock (gate)
        {
            var order = request["PlaceOrderRequest"]!.AsObject();
            long? previewId = order["PreviewIds"]?[0]?["previewId"]?.GetValue<long>();
            order.Remove("PreviewIds");
            if (previewId is not { } id || !previews.Remove(id, out var preview) || preview.Text != order.ToJsonString()
                || preview.Changes != changes)
                return Error(400, 1033,
                    "For your protection, we have timed out your original order request. If you would like to place this order, please "
                        + "resubmit it now.");
            if (Problem(order, changes) is { } problem) return problem;
            if (changes is { } old)
            {
                var before = Find(old)!;
                if (Row(before).Filled != preview.Filled)
                    return Error(400, 1033, "For your protection, we have timed out your original order request.");
                if (exchange.Cancel(before.ClientId).Status != 200)
                    return Error(400, 5001, "This order is currently being executed or rejected. It cannot be cancelled.");
            }

            string clientId = order["clientOrderId"]!.GetValue<string>();
            var (status, answer) = exchange.Submit(TextOf(order));
            if (status != 200) return Error(400, 3041, ((Refusal)answer).Message + " You have insufficient funds.");
            var placed = new EtradeOrder(++nextOrder, clientId, order.DeepClone().AsObject(), clock.GetUtcNow());
            orders.Add(placed);
            return (200, new JsonObject
            {
                ["PlaceOrderResponse"] = new JsonObject
                {
                    ["orderType"] = "EQ",
                    ["Order"] = new JsonArray(Echo(order)),
                    ["OrderIds"] = new JsonArray(new JsonObject { ["orderId"] = placed.Id })
                }
            });
        }
    }

    /// <summary>Asks for an order's end.</summary>
    public (int Status, JsonNode Answer) Cancel(JsonNode request)
    {
        lock (gate)
        {
            long id = request["CancelOrderRequest"]!["orderId"]!.GetValue<long>();
            if (Find(id) is not { } order) return Error(400, 102, "There is no such order.");
            if (exchange.Cancel(order.ClientId).Status != 200)
                return Error(400, 5001, "This order is currently being executed or rejected. It cannot be cancelled.");
            return (200, new JsonObject
            {
                ["CancelOrderResponse"] = new JsonObject
                {
                    ["orderId"] = id,
                    ["Messages"] = new JsonObject
                    {
                        ["Message"] = new JsonArray(new JsonObject
                        {
                            ["code"] = 5011,
                            ["type"] = "WARNING",
                            ["description"] = "200|Your request to cancel your order is being processed."
                        })
                    }
                }
            });
        }
    }

    /// <summary>A page of the orders placed within dates; null when there is none.</summary>
    public JsonNode? List(int count, string? marker)
    {
        lock (gate)
        {
            long after = marker is null ? long.MaxValue : long.Parse(marker, CultureInfo.InvariantCulture);
            var page = orders.OrderByDescending(o => o.Id).Where(o => o.Id < after).Take(count).ToList();
            if (page.Count == 0) return null;
            var response = new JsonObject { ["Order"] = page.Count == 1 ? Listed(page[0]) : new JsonArray([.. page.Select(Listed)]) };
            if (page[^1].Id != orders[0].Id) response["marker"] = page[^1].Id.ToString(CultureInfo.InvariantCulture);
            return new JsonObject { ["OrdersResponse"] = response };
        }
    }

    /// <summary>A person trades beside every client.</summary>
    public void TradeByHand(string symbol, decimal signed)
    {
        lock (gate)
        {
            string clientId = FormattableString.Invariant($"byhand{nextOrder}");
            exchange.Submit(new OrderText(clientId, symbol, signed > 0 ? "Buy" : "Sell", Math.Abs(signed), "Market", null, null, "Day"));
            var terms =
                JsonNode.Parse(
                    $$"""{"Order":[{"priceType":"MARKET","orderTerm":"GOOD_FOR_DAY","stopPrice":"","limitPrice":"","Instrument":[{"Product":{"symbol":"{{symbol}}","securityType":"EQ"},"orderAction":"{{(signed > 0 ? "BUY" : "SELL")}}","quantity":"{{Math.Abs(signed).ToString(CultureInfo.InvariantCulture)}}"}]}]}""")!.AsObject();
            orders.Add(new EtradeOrder(++nextOrder, clientId, terms, clock.GetUtcNow()));
        }
    }

    /// <summary>An error as E*TRADE words it.</summary>
    public static (int Status, JsonNode Answer) Error(int status, int code, string message) =>
        (status, new JsonObject { ["Error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    [GeneratedRegex("^[A-Za-z0-9]{1,20}$")]
    private static partial Regex ClientOrderId();

    private (int Status, JsonNode Answer)? Problem(JsonObject order, long? changes)
    {
        string clientId = order["clientOrderId"]?.GetValue<string>() ?? "";
        if (!ClientOrderId().IsMatch(clientId)) return Error(400, 100, "The clientOrderId must be of 20 letters and digits at most.");
        if (exchange.Find(clientId).Status == 200) return Error(400, 100, "The clientOrderId is a duplicate of an earlier order's.");
        var detail = order["Order"]![0]!;
        var instrument = detail["Instrument"]![0]!;
        if (Number(instrument["quantity"]) is not > 0) return Error(400, 100, "The quantity must be above zero.");
        string action = instrument["orderAction"]!.GetValue<string>();
        string symbol = instrument["Product"]!["symbol"]!.GetValue<string>();
        decimal held = exchange.Positions().FirstOrDefault(p => p.Symbol == symbol)?.Quantity ?? 0;
        if (action == "SELL" && Number(instrument["quantity"]) > held)
            return Error(400, 1037, "We did not find enough available shares of this security in your account.");
        if (action == "SELL_SHORT" && held > 0) return Error(400, 1037, "There are shares to sell, and this is a short sale.");
        if (changes is { } old && (Find(old) is not { } before || Row(before).Status is not ("Accepted" or "PartiallyFilled")))
            return Error(400, 5001, "This order is currently being executed or rejected. It cannot be changed.");
        return null;
    }

    private EtradeOrder? Find(long id) => orders.FirstOrDefault(o => o.Id == id);

    private OrderRow Row(EtradeOrder order) => (OrderRow)exchange.Find(order.ClientId).Answer;

    /// <summary>The order as previews and placed orders repeat it, with a remark.</summary>
    private static JsonObject Echo(JsonObject order)
    {
        var echo = order["Order"]![0]!.DeepClone().AsObject();
        echo["messages"] = new JsonObject
        {
            ["Message"] =
                new JsonArray(new JsonObject { ["description"] = "This is a practice market.", ["code"] = 9001, ["type"] = "WARNING" })
        };
        return echo;
    }

    private OrderText TextOf(JsonObject order)
    {
        var detail = order["Order"]![0]!;
        var instrument = detail["Instrument"]![0]!;
        string symbol = instrument["Product"]!["symbol"]!.GetValue<string>();
        string side = instrument["orderAction"]!.GetValue<string>().StartsWith("BUY", StringComparison.Ordinal) ? "Buy" : "Sell";
        decimal? stop = Number(detail["stopPrice"]);
        decimal last = (decimal)exchange.QuoteOf(symbol).Bid;
        string type = detail["priceType"]!.GetValue<string>();
        decimal sign = side == "Buy" ? 1 : -1;
        if (type == "TRAILING_STOP_PRCT") stop = last * (1 + (sign * stop / 100));
        if (type == "TRAILING_STOP_CNST") stop = last + (sign * stop);
        string term = detail["orderTerm"]!.GetValue<string>() switch
        {
            "IMMEDIATE_OR_CANCEL" => "ImmediateOrCancel",
            "FILL_OR_KILL" => "FillOrKill",
            _ => "Day"
        };
        return new OrderText(order["clientOrderId"]!.GetValue<string>(), symbol, side, Number(instrument["quantity"])!.Value, type,
            Number(detail["limitPrice"]), stop, term);
    }

    private JsonNode Listed(EtradeOrder order)
    {
        var row = Row(order);
        var detail = order.Terms["Order"]![0]!;
        var instrument = detail["Instrument"]![0]!;
        var fills = exchange.Executions(DateTime.MinValue).Where(e => e.ClientId == order.ClientId).ToList();
        decimal filled = fills.Sum(f => f.Quantity);
        var shown = new JsonObject
        {
            ["Product"] = instrument["Product"]!.DeepClone(),
            ["orderAction"] = instrument["orderAction"]!.DeepClone(),
            ["quantityType"] = "QUANTITY",
            ["orderedQuantity"] = Number(instrument["quantity"]),
            ["filledQuantity"] = filled,
            ["estimatedCommission"] = 0,
            ["estimatedFees"] = fills.Sum(f => f.Commission) * (filled == 0 ? 0 : Number(instrument["quantity"]) / filled),
        };
        if (filled > 0) shown["averageExecutionPrice"] = Math.Round(fills.Sum(f => f.Quantity * f.Price) / filled, 6);
        var listed = new JsonObject
        {
            ["placedTime"] = order.Placed.ToUnixTimeMilliseconds(),
            ["status"] =
                row.Status switch { "Filled" => "EXECUTED", "Cancelled" => "CANCELLED", "PartiallyFilled" => "PARTIAL", _ => "OPEN" },
            ["orderTerm"] = detail["orderTerm"]!.DeepClone(),
            ["priceType"] = detail["priceType"]!.DeepClone(),
            ["limitPrice"] = Number(detail["limitPrice"]) ?? 0,
            ["stopPrice"] = Number(detail["stopPrice"]) ?? 0,
            ["Instrument"] = new JsonArray(shown),
        };
        if (fills.Count > 0) listed["executedTime"] = new DateTimeOffset(fills[^1].Time).ToUnixTimeMilliseconds();
        return new JsonObject { ["orderId"] = order.Id, ["orderType"] = "EQ", ["OrderDetail"] = new JsonArray(listed) };
    }

    private static decimal? Number(JsonNode? node) =>
        decimal.TryParse(node?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number != 0
            ? number : null;
}
