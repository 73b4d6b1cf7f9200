using System.Globalization;
using StrategyHost.Engine.Runs;

namespace StrategyHost.Reports;

/// <summary>Why a run, or one of several strategies in it, has traded nothing.</summary>
public static class NothingTraded
{
    /// <summary>The reason in a sentence, or one for each strategy that has not; null where all have traded.</summary>
    public static string? Of(BacktestResult result)
    {
        if (result.Books.Count == 1) return result.Fills.Count > 0 ? null : Reason(result, result.Orders);
        var traders = result.Fills.Select(f => f.OrderId).ToHashSet();
        var reasons = result.Books
            .Select(b => (b.Name, Orders: result.Orders.Where(o => b.Owns(o.Id)).ToList()))
            .Where(b => !b.Orders.Exists(o => traders.Contains(o.Id)))
            .Select(b => $"{b.Name}: {Reason(result, b.Orders)}").ToList();
        return reasons.Count == 0 ? null : string.Join(" ", reasons);
    }

    private static string Reason(BacktestResult result, IReadOnlyList<Order> orders) =>
        orders.Count == 0 ? NoOrder(result) : NoFill(orders);

    private static string NoOrder(BacktestResult result)
    {
        var cold = result.Indicators.Where(i => !i.Indicator.IsReady).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{i.Indicator.GetType().Name} on {i.View}, which needs {i.Indicator.WarmUp:N0} bars,"))
            .Distinct().ToList();
        string bars = result.Bars.ToString("N0", CultureInfo.InvariantCulture);
        return cold.Count == 0
            ? $"the script made no order on {bars} bars: its conditions for one never held together."
            : $"the script made no order on {bars} bars, and {string.Join(" and ", cold)} had no value at the end: give the run more "
                + $"data, or the indicator a shorter length.";
    }

    private static string NoFill(IReadOnlyList<Order> orders)
    {
        var refused = orders.Where(o => o.Status is OrderStatus.Denied or OrderStatus.Rejected).ToList();
        string all =
            orders.Count == 1 ? "the only order" : string.Create(CultureInfo.InvariantCulture, $"each of {orders.Count:N0} orders");
        if (refused.Count == orders.Count)
            return $"{all} was {Kinds(refused)}; the first: {ReasonOf(refused[0])}.";
        string ends = Kinds(orders);
        string why = refused.Count > 0 ? $"; the first that was refused: {ReasonOf(refused[0])}" : "";
        return orders.Count == 1
            ? $"the only order was not filled, but {ends}{why}; it was {orders[0]}."
            : string.Create(CultureInfo.InvariantCulture,
                $"none of {orders.Count:N0} orders was filled: they were {ends}{why}; the first was {orders[0]}.");
    }

    /// <summary><c>denied (12) or rejected (3)</c>; the bare word where all are of one kind.</summary>
    private static string Kinds(IReadOnlyList<Order> orders)
    {
        var kinds = orders.GroupBy(o => Word(o.Status)).OrderByDescending(g => g.Count()).ToList();
        return kinds.Count == 1 ? kinds[0].Key : string.Join(" or ",
            kinds.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} ({g.Count():N0})")));
    }

    private static string Word(OrderStatus status) => status switch
    {
        OrderStatus.Denied => "denied",
        OrderStatus.Rejected => "rejected",
        OrderStatus.Cancelled => "cancelled",
        OrderStatus.Expired => "expired",
        _ => "still open at the end",
    };

    private static string ReasonOf(Order order) => order.Denial?.ToString() ?? order.Reason ?? "no reason is known";
}
