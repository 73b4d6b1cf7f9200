using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrategyHost;
using StrategyHost.Plugins;

namespace ETrade;

/// <summary>What an order asks for, in E*TRADE's words. Two orders with the same terms cannot be told apart by them.</summary>
internal sealed record OrderTerms(string Symbol, string Action, decimal Quantity, string PriceType, decimal? Limit, decimal? Stop,
    string Term)
{
    public Side Side => Action is "BUY" or "BUY_TO_COVER" ? Side.Buy : Side.Sell;

    /// <summary>A ticket in E*TRADE's words.</summary>
    /// <param name="ticket">The order.</param>
    /// <param name="held">What the account holds of the symbol: it decides whether a sale is a short one.</param>
    /// <param name="isExtended">Whether it is for the extended session.</param>
    /// <exception cref="BrokerException">E*TRADE does not take such an order.</exception>
    public static OrderTerms Of(OrderTicket ticket, decimal held, bool isExtended)
    {
        if (ticket.Quantity <= 0 || ticket.Quantity != decimal.Truncate(ticket.Quantity))
            throw Refusal("E*TRADE takes whole shares, one at least", "quantity");
        bool isAtOnce = ticket.TimeInForce.Kind is TimeInForceKind.ImmediateOrCancel or TimeInForceKind.FillOrKill;
        if (isAtOnce && ticket.Type != OrderType.Limit)
            throw Refusal("E*TRADE takes orders that fill at once or not at all with a limit only", "timeInForce");
        if (isExtended && ticket.Type != OrderType.Limit) throw Refusal("E*TRADE takes limit orders alone in the extended session", "type");
        return new OrderTerms(ticket.Symbol, ActionOf(ticket, held), ticket.Quantity, PriceTypeOf(ticket), ticket.LimitPrice,
            StopOf(ticket), ticket.TimeInForce.Kind switch
            {
                TimeInForceKind.Day => "GOOD_FOR_DAY",
                TimeInForceKind.GoodTillCancelled => "GOOD_UNTIL_CANCEL",
                TimeInForceKind.ImmediateOrCancel => "IMMEDIATE_OR_CANCEL",
                TimeInForceKind.FillOrKill => "FILL_OR_KILL",
                _ => throw Refusal($"E*TRADE takes no orders that are {ticket.TimeInForce.Kind}", "timeInForce"),
            });
    }

    /// <summary>The terms in an entry of the list of orders.</summary>
    public static OrderTerms Of(JsonElement detail, JsonElement instrument) => new(
        instrument.At("Product").Text("symbol") ?? "",
        instrument.Text("orderAction") ?? "",
        instrument.Number("orderedQuantity") ?? instrument.Number("quantity") ?? 0,
        detail.Text("priceType") ?? "",
        Price(detail, "limitPrice"),
        Price(detail, "stopPrice"),
        detail.Text("orderTerm") ?? "");

    /// <summary>The body of a preview, or of the order that repeats it.</summary>
    /// <param name="root">PreviewOrderRequest or PlaceOrderRequest.</param>
    /// <param name="clientId">The same in both.</param>
    /// <param name="isExtended">Whether it is for the extended session.</param>
    /// <param name="previews">The previews that it follows; null for a preview.</param>
    public string Body(string root, string clientId, bool isExtended, IReadOnlyList<decimal>? previews)
    {
        var request = new JsonObject
        {
            ["orderType"] = "EQ",
            ["clientOrderId"] = clientId,
            ["Order"] = new JsonArray(new JsonObject
            {
                ["allOrNone"] = "false",
                ["priceType"] = PriceType,
                ["orderTerm"] = Term,
                ["marketSession"] = isExtended ? "EXTENDED" : "REGULAR",
                ["stopPrice"] = Text(Stop),
                ["limitPrice"] = Text(Limit),
                ["Instrument"] = new JsonArray(new JsonObject
                {
                    ["Product"] = new JsonObject { ["securityType"] = "EQ", ["symbol"] = Symbol },
                    ["orderAction"] = Action,
                    ["quantityType"] = "QUANTITY",
                    ["quantity"] = Text(Quantity),
                }),
            }),
        };
        if (previews is not null) request["PreviewIds"] = new JsonArray([.. previews.Select(p => new JsonObject { ["previewId"] = p })]);
        return new JsonObject { [root] = request }.ToJsonString();
    }

    private static string ActionOf(OrderTicket ticket, decimal held)
    {
        decimal against = ticket.Side == Side.Buy ? -held : held;
        if (against > 0 && ticket.Quantity > against)
            throw Refusal(string.Create(CultureInfo.InvariantCulture,
                $"the account holds {held:0.####} {ticket.Symbol}, and E*TRADE takes no order that turns a position over: close it first"),
                "quantity");
        return (ticket.Side, against > 0) switch
        {
            (Side.Buy, true) => "BUY_TO_COVER",
            (Side.Buy, false) => "BUY",
            (_, true) => "SELL",
            _ when ticket.IsReduceOnly => throw Refusal($"there is no {ticket.Symbol} to sell", "quantity"),
            _ => "SELL_SHORT",
        };
    }

    private static string PriceTypeOf(OrderTicket ticket) => ticket.Type switch
    {
        OrderType.Market => "MARKET",
        OrderType.Limit => "LIMIT",
        OrderType.Stop => "STOP",
        OrderType.StopLimit => "STOP_LIMIT",
        OrderType.TrailingStop => ticket.Trail is { Ratio: > 0 } ? "TRAILING_STOP_PRCT" : "TRAILING_STOP_CNST",
        _ => throw Refusal($"E*TRADE takes no {ticket.Type} orders", "type"),
    };

    private static decimal? StopOf(OrderTicket ticket)
    {
        if (ticket.Trail is not { } trail) return ticket.StopPrice;
        if (trail.Ratio > 0 && trail.Ratio * 100 != decimal.Truncate(trail.Ratio * 100))
            throw Refusal("E*TRADE's stops trail by whole percents", "trail");
        return trail.Ratio > 0 ? decimal.Truncate(trail.Ratio * 100) : trail.Amount;
    }

    private static decimal? Price(JsonElement detail, string name) => detail.Number(name) is > 0 and { } price ? price : null;

    private static string Text(decimal? number) => number is { } given ? given.ToString("0.##########", CultureInfo.InvariantCulture) : "";

    private static BrokerException Refusal(string sentence, string field) =>
        new(BrokerError.Invalid, $"The order was not sent: {sentence}.")
        {
            Field = field
        };
}
