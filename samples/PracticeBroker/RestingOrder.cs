namespace PracticeBroker;

/// <summary>An order in the exchange's book. Used under the exchange's lock.</summary>
public sealed class RestingOrder(string id, OrderText text)
{
    public string Id => id;

    public string ClientId => text.ClientId;

    public string Symbol => text.Symbol;

    public bool IsBuy => text.Side == "Buy";

    public string Type => text.Type;

    public bool IsImmediate => text.TimeInForce is "ImmediateOrCancel" or "FillOrKill";

    public decimal Quantity { get; set; } = text.Quantity;

    public decimal? LimitPrice { get; set; } = text.LimitPrice;

    public decimal? StopPrice { get; set; } = text.StopPrice;

    public string Status { get; set; } = "Accepted";

    public decimal Filled { get; set; }

    public string? Reason { get; set; }

    public bool IsTriggered { get; set; }

    public bool IsOpen => Status is "Accepted" or "PartiallyFilled";

    /// <summary>The order as clients see it.</summary>
    public OrderRow Shown => new(ClientId, id, Symbol, text.Side, Quantity, LimitPrice, StopPrice, Status, Filled, Reason, IsTriggered);
}
