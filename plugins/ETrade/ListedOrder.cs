using System.Text.Json;
using StrategyHost;

namespace ETrade;

/// <summary>An order as E*TRADE lists it: without the client's name for it.</summary>
internal sealed record ListedOrder(long Id, OrderTerms Terms, string Status, decimal Filled, decimal? Average, decimal Cost,
    DateTime Placed, DateTime? Executed)
{
    public bool IsOpen => Status is "OPEN" or "PARTIAL" or "INDIVIDUAL_FILLS" or "CANCEL_REQUESTED";

    /// <summary>Where it is in its life. A status that is not known is open: nothing is thought to have ended that may not have.</summary>
    public OrderStatus Life => Status switch
    {
        "EXECUTED" or "DONE_TRADE_EXECUTED" => OrderStatus.Filled,
        "CANCELLED" => OrderStatus.Cancelled,
        "EXPIRED" => OrderStatus.Expired,
        "REJECTED" => OrderStatus.Rejected,
        _ when Filled >= Terms.Quantity => OrderStatus.Filled,
        _ => Filled > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted,
    };

    /// <summary>The orders of stocks in a page of the list.</summary>
    public static IEnumerable<ListedOrder> In(JsonElement page) =>
        from order in page.At("OrdersResponse").All("Order")
        let detail = order.All("OrderDetail").FirstOrDefault()
        let instrument = detail.All("Instrument").FirstOrDefault()
        where order.Number("orderId") is not null && instrument.ValueKind == JsonValueKind.Object
            && instrument.At("Product").Text("securityType") is null or "EQ"
        select new ListedOrder(
            (long)order.Number("orderId")!.Value,
            OrderTerms.Of(detail, instrument),
            detail.Text("status") ?? "",
            instrument.Number("filledQuantity") ?? 0,
            instrument.Number("averageExecutionPrice") is > 0 and { } average ? average : null,
            (instrument.Number("estimatedCommission") ?? 0) + (instrument.Number("estimatedFees") ?? 0),
            detail.Time("placedTime") ?? DateTime.MinValue,
            detail.Time("executedTime"));
}
