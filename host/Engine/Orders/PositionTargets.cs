using StrategyHost.Engine.Accounts;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// Brings positions of a strategy to quantities, one market order of a symbol at a time. Where answers take time nothing is worked out from
/// orders
/// that are on their way: one that does not lead to the target is cancelled first, and the next is sent when it has ended. A target is
/// given up
/// when it is reached, when an order for it is refused, or when the strategy orders something else in the symbol.
/// </summary>
/// <param name="store">The orders.</param>
/// <param name="gateway">Takes them.</param>
/// <param name="own">What the strategy owns.</param>
/// <param name="overfills">What is being undone: it counts as done.</param>
public sealed class PositionTargets(OrderStore store, OrderGateway gateway, StrategyBook own, Overfills overfills)
{
    private readonly Dictionary<string, (decimal Quantity, string? Tag)> targets = new(StringComparer.Ordinal);

    /// <summary>Brings a position to a quantity.</summary>
    /// <returns>The order that was sent for it; null when none has to be, or when others have to end before.</returns>
    public Order? Bring(string symbol, decimal quantity, string? tag)
    {
        targets[symbol] = (quantity, tag);
        return Bring(symbol);
    }

    /// <summary>Gives a target up.</summary>
    public void Forget(string symbol) => targets.Remove(symbol);

    /// <summary>Goes on with a target, after something has happened to an order of its symbol.</summary>
    public void Follow(in OrderUpdate update)
    {
        if (targets.Count == 0 || update.Kind is not (OrderUpdateKind.Filled or OrderUpdateKind.Ended)) return;
        string symbol = update.Market.Instrument.Symbol;
        if (!targets.ContainsKey(symbol)) return;
        if (update.Order is { Type: OrderType.Market, Status: OrderStatus.Rejected or OrderStatus.Denied or OrderStatus.Expired } refused
            && refused.Tag != Overfills.Tag && own.Owns(refused.Id)) Forget(symbol);
        else Bring(symbol);
    }

    private Order? Bring(string symbol)
    {
        var (wanted, tag) = targets[symbol];
        decimal held = own.Portfolio[symbol].Quantity + overfills.Pending(own, symbol);
        decimal underWay = 0;
        bool isUnderWay = false;
        foreach (var order in store.Open)
        {
            if (!IsTrading(order, symbol)) continue;
            isUnderWay = true;
            underWay += order.Sign * order.Remaining;
        }

        if (isUnderWay)
        {
            if (held + underWay != wanted) CancelUnderWay(symbol);
            return null;
        }

        if (held == wanted)
        {
            Forget(symbol);
            return null;
        }

        return gateway.Submit(
            new OrderRequest
            {
                Symbol = symbol,
                Side = wanted > held ? Side.Buy : Side.Sell,
                Quantity = Math.Abs(wanted - held),
                Tag = tag
            }, OrderOrigin.Strategy, own);
    }

    private void CancelUnderWay(string symbol)
    {
        foreach (var order in store.Open.ToArray())
        {
            if (IsTrading(order, symbol) && order.Status != OrderStatus.PendingCancel) gateway.Cancel(order);
        }
    }

    private bool IsTrading(Order order, string symbol) =>
        order.Type == OrderType.Market && order.Symbol == symbol && order.Status != OrderStatus.PendingSubmit && order.Tag != Overfills.Tag
            && own.Owns(order.Id);
}
