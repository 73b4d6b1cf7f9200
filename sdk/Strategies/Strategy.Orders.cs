namespace StrategyHost;

/// <content>The verbs that make, change and end orders. They act from the next event on.</content>
public abstract partial class Strategy
{
    /// <summary>Buys at the market.</summary>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">How much, above zero.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order; look at its status to see whether risk denied it.</returns>
    public Order Buy(string symbol, Quantity quantity, string? tag = null) =>
        Context.Submit(new OrderRequest { Symbol = symbol, Side = Side.Buy, Quantity = quantity.Value, Tag = tag });

    /// <summary>Sells at the market; sells short what is not held.</summary>
    /// <inheritdoc cref="Buy"/>
    public Order Sell(string symbol, Quantity quantity, string? tag = null) =>
        Context.Submit(new OrderRequest { Symbol = symbol, Side = Side.Sell, Quantity = quantity.Value, Tag = tag });

    /// <summary>Trades at a price or better. The price is moved to the instrument's tick grid, never to a worse one.</summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">How much, above zero.</param>
    /// <param name="price">The worst price to accept.</param>
    /// <param name="timeInForce">How long the order works.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order; look at its status to see whether risk denied it.</returns>
    public Order Limit(Side side, string symbol, Quantity quantity, Price price, TimeInForce timeInForce = TimeInForce.GoodTillCancelled, string? tag = null) =>
        Context.Submit(new OrderRequest { Symbol = symbol, Side = side, Quantity = quantity.Value, Type = OrderType.Limit, LimitPrice = price.Value, TimeInForce = timeInForce, Tag = tag });

    /// <summary>Trades at the market once the price reaches a stop. The stop is moved to the instrument's tick grid, never to an earlier one.</summary>
    /// <param name="side">Buy above the market, or sell below it.</param>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">How much, above zero.</param>
    /// <param name="price">The price that triggers the order.</param>
    /// <param name="timeInForce">How long the order works.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order; look at its status to see whether risk denied it.</returns>
    public Order Stop(Side side, string symbol, Quantity quantity, Price price, TimeInForce timeInForce = TimeInForce.GoodTillCancelled, string? tag = null) =>
        Context.Submit(new OrderRequest { Symbol = symbol, Side = side, Quantity = quantity.Value, Type = OrderType.Stop, StopPrice = price.Value, TimeInForce = timeInForce, Tag = tag });

    /// <summary>Trades at a limit or better once the price reaches a stop.</summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">How much, above zero.</param>
    /// <param name="stop">The price that triggers the order.</param>
    /// <param name="limit">The worst price to accept from then on.</param>
    /// <param name="timeInForce">How long the order works.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order; look at its status to see whether risk denied it.</returns>
    public Order StopLimit(Side side, string symbol, Quantity quantity, Price stop, Price limit, TimeInForce timeInForce = TimeInForce.GoodTillCancelled, string? tag = null) =>
        Context.Submit(new OrderRequest { Symbol = symbol, Side = side, Quantity = quantity.Value, Type = OrderType.StopLimit, StopPrice = stop.Value, LimitPrice = limit.Value, TimeInForce = timeInForce, Tag = tag });

    /// <summary>Asks for an order's end.</summary>
    /// <returns>False when it had already ended.</returns>
    public bool Cancel(Order order) => Context.Cancel(order);

    /// <summary>Asks for a new quantity or new prices of a working order; null keeps what it has.</summary>
    /// <param name="order">The order.</param>
    /// <param name="quantity">The new whole quantity, what has been filled included.</param>
    /// <param name="limit">The new limit price, for orders that have one.</param>
    /// <param name="stop">The new stop price, for orders that have one that has not triggered.</param>
    /// <returns>False when the order had already ended, or the change was refused; the log says why.</returns>
    public bool Replace(Order order, Quantity? quantity = null, Price? limit = null, Price? stop = null) =>
        Context.Replace(order, quantity?.Value, limit?.Value, stop?.Value);

    /// <summary>Closes the position in a symbol at the market and cancels its working orders.</summary>
    /// <returns>The closing order, or null when there was no position.</returns>
    public Order? Close(string symbol, string? tag = null)
    {
        foreach (var order in Context.OpenOrders.ToArray())
        {
            if (order.Symbol == symbol) Context.Cancel(order);
        }

        return Context.Target(symbol, 0, tag);
    }

    /// <summary>Brings the position to a quantity with one market order, counting what market orders have under way.</summary>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">The wanted position: negative for short, 0 for flat.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order, or null when nothing has to be traded.</returns>
    public Order? Target(string symbol, Quantity quantity, string? tag = null) => Context.Target(symbol, quantity.Value, tag);

    /// <summary>
    /// Brings the position to a part of the account's equity at the latest price, in whole lots rounded towards zero,
    /// with one market order.
    /// </summary>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="ratio">The part of equity: 1 for all of it, negative for short, 0 for flat.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order, or null when nothing has to be traded.</returns>
    public Order? TargetPercent(string symbol, double ratio, string? tag = null) => Context.TargetPercent(symbol, ratio, tag);
}
