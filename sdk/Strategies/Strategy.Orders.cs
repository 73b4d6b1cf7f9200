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
        Submit(new OrderRequest { Symbol = symbol, Side = Side.Buy, Quantity = quantity.Value, Tag = tag });

    /// <summary>Sells at the market; sells short what is not held.</summary>
    /// <inheritdoc cref="Buy"/>
    public Order Sell(string symbol, Quantity quantity, string? tag = null) =>
        Submit(new OrderRequest { Symbol = symbol, Side = Side.Sell, Quantity = quantity.Value, Tag = tag });

    /// <summary>Trades at a price or better. The price is moved to the instrument's tick grid, never to a worse one.</summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">How much, above zero.</param>
    /// <param name="price">The worst price to accept.</param>
    /// <param name="timeInForce">How long the order works.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order; look at its status to see whether risk denied it.</returns>
    public Order Limit(Side side, string symbol, Quantity quantity, Price price, TimeInForce timeInForce = default, string? tag = null) =>
        Submit(new OrderRequest
        {
            Symbol = symbol,
            Side = side,
            Quantity = quantity.Value,
            Type = OrderType.Limit,
            LimitPrice = price.Value,
            TimeInForce = timeInForce,
            Tag = tag
        });

    /// <summary>Trades at the market once the price reaches a stop. The stop is moved to the instrument's tick grid, never to an earlier
    /// one.</summary>
    /// <param name="side">Buy above the market, or sell below it.</param>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">How much, above zero.</param>
    /// <param name="price">The price that triggers the order.</param>
    /// <param name="timeInForce">How long the order works.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order; look at its status to see whether risk denied it.</returns>
    public Order Stop(Side side, string symbol, Quantity quantity, Price price, TimeInForce timeInForce = default, string? tag = null) =>
        Submit(new OrderRequest
        {
            Symbol = symbol,
            Side = side,
            Quantity = quantity.Value,
            Type = OrderType.Stop,
            StopPrice = price.Value,
            TimeInForce = timeInForce,
            Tag = tag
        });

    /// <summary>Trades at a limit or better once the price reaches a stop.</summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">How much, above zero.</param>
    /// <param name="stop">The price that triggers the order.</param>
    /// <param name="limit">The worst price to accept from then on.</param>
    /// <param name="timeInForce">How long the order works.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order; look at its status to see whether risk denied it.</returns>
    public Order StopLimit(Side side, string symbol, Quantity quantity, Price stop, Price limit, TimeInForce timeInForce = default,
        string? tag = null) =>
        Submit(new OrderRequest
        {
            Symbol = symbol,
            Side = side,
            Quantity = quantity.Value,
            Type = OrderType.StopLimit,
            StopPrice = stop.Value,
            LimitPrice = limit.Value,
            TimeInForce = timeInForce,
            Tag = tag
        });

    /// <summary>Makes an order of any kind, for what the other verbs do not say: post-only, reduce-only, the source of a trigger.</summary>
    /// <returns>The order; look at its status to see whether risk denied it.</returns>
    public Order Submit(in OrderRequest request) => Context.Submit(in request);

    /// <summary>Trades at the open of the next session.</summary>
    /// <inheritdoc cref="Limit"/>
    public Order MarketOnOpen(Side side, string symbol, Quantity quantity, string? tag = null) =>
        Submit(new OrderRequest { Symbol = symbol, Side = side, Quantity = quantity.Value, TimeInForce = TimeInForce.AtOpen, Tag = tag });

    /// <summary>Trades at the close of the session: of a later bar than the one it is made on.</summary>
    /// <inheritdoc cref="Limit"/>
    public Order MarketOnClose(Side side, string symbol, Quantity quantity, string? tag = null) =>
        Submit(new OrderRequest { Symbol = symbol, Side = side, Quantity = quantity.Value, TimeInForce = TimeInForce.AtClose, Tag = tag });

    /// <summary>Trades at the market once the price has turned by a distance. The stop follows each close, in the favourable direction
    /// only.</summary>
    /// <param name="side">Sell below the market, or buy above it.</param>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">How much, above zero.</param>
    /// <param name="trail">The distance, such as <c>Trail.By(5)</c> or <c>Trail.Percent(3)</c>.</param>
    /// <param name="timeInForce">How long the order works.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order; look at its status to see whether risk denied it.</returns>
    public Order TrailingStop(Side side, string symbol, Quantity quantity, Trail trail, TimeInForce timeInForce = default,
        string? tag = null) =>
        Submit(new OrderRequest
        {
            Symbol = symbol,
            Side = side,
            Quantity = quantity.Value,
            Type = OrderType.TrailingStop,
            Trail = trail,
            TimeInForce = timeInForce,
            Tag = tag
        });

    /// <summary>Trades at a limit or better once the price has turned by a distance. The limit follows the stop.</summary>
    /// <param name="side">Sell below the market, or buy above it.</param>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">How much, above zero.</param>
    /// <param name="trail">The distance of the stop, such as <c>Trail.By(5)</c> or <c>Trail.Percent(3)</c>.</param>
    /// <param name="limitOffset">How far beyond the stop the limit is, in price units.</param>
    /// <param name="timeInForce">How long the order works.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order; look at its status to see whether risk denied it.</returns>
    public Order TrailingStopLimit(Side side, string symbol, Quantity quantity, Trail trail, Price limitOffset,
        TimeInForce timeInForce = default, string? tag = null) =>
        Submit(new OrderRequest
        {
            Symbol = symbol,
            Side = side,
            Quantity = quantity.Value,
            Type = OrderType.TrailingStopLimit,
            Trail = trail,
            LimitOffset = limitOffset.Value,
            TimeInForce = timeInForce,
            Tag = tag
        });

    /// <summary>Trades at the market once the price has come to a level: down to it for a buy, up to it for a sell.</summary>
    /// <inheritdoc cref="Limit"/>
    public Order MarketIfTouched(Side side, string symbol, Quantity quantity, Price price, TimeInForce timeInForce = default,
        string? tag = null) =>
        Submit(new OrderRequest
        {
            Symbol = symbol,
            Side = side,
            Quantity = quantity.Value,
            Type = OrderType.MarketIfTouched,
            StopPrice = price.Value,
            TimeInForce = timeInForce,
            Tag = tag
        });

    /// <summary>Trades at a limit or better once the price has come to a level: down to it for a buy, up to it for a sell.</summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">How much, above zero.</param>
    /// <param name="touch">The level that triggers the order.</param>
    /// <param name="limit">The worst price to accept from then on.</param>
    /// <param name="timeInForce">How long the order works.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order; look at its status to see whether risk denied it.</returns>
    public Order LimitIfTouched(Side side, string symbol, Quantity quantity, Price touch, Price limit, TimeInForce timeInForce = default,
        string? tag = null) =>
        Submit(new OrderRequest
        {
            Symbol = symbol,
            Side = side,
            Quantity = quantity.Value,
            Type = OrderType.LimitIfTouched,
            StopPrice = touch.Value,
            LimitPrice = limit.Value,
            TimeInForce = timeInForce,
            Tag = tag
        });

    /// <summary>
    /// Makes orders that wait until their parent fills, each sized to what the parent has filled (OTO). They act from the bar after the
    /// fill on. When one
    /// is refused before the parent has traded, all are, and the parent is cancelled.
    /// </summary>
    /// <param name="parent">The order to wait for. When it ends without a fill, they end too.</param>
    /// <param name="children">The orders to make.</param>
    /// <returns>The children.</returns>
    public IReadOnlyList<Order> Then(Order parent, params OrderRequest[] children) => Context.SubmitChildren(parent, children);

    /// <summary>Links orders so that any fill of one cancels the others (OCO). On a bar that touches several, stops go first. When one was
    /// refused, the others are cancelled.</summary>
    public void Oco(params Order[] orders) => Context.Link(OrderLink.OneCancelsOther, orders);

    /// <summary>Links orders so that a fill of one takes its quantity from the others (OUO). When one was refused, the others are
    /// cancelled.</summary>
    public void Ouo(params Order[] orders) => Context.Link(OrderLink.OneUpdatesOther, orders);

    /// <summary>Enters with a stop-loss and a take-profit that wait for the entry's fill. One ends the other, and neither can open a
    /// position. When one of the three is
    /// refused, such as a stop that is not on the losing side of the entry, all are.</summary>
    /// <param name="side">The side of the entry.</param>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="quantity">How much, above zero.</param>
    /// <param name="stop">Where to take the loss.</param>
    /// <param name="target">Where to take the profit.</param>
    /// <param name="limit">The worst price of the entry; null to enter at the market.</param>
    /// <param name="timeInForce">How long the entry works. The exits work until they are filled or cancelled.</param>
    /// <param name="tag">A word of your own that stays with the orders.</param>
    /// <returns>The three orders; look at the entry's status to see whether risk denied it.</returns>
    public Bracket Bracket(Side side, string symbol, Quantity quantity, Price stop, Price target, Price? limit = null,
        TimeInForce timeInForce = default, string? tag = null)
    {
        var entry = new OrderRequest
        {
            Symbol = symbol,
            Side = side,
            Quantity = quantity.Value,
            Type = limit is null ? OrderType.Market : OrderType.Limit,
            LimitPrice = limit?.Value,
            TimeInForce = timeInForce,
            Tag = tag,
        };
        var exit = new OrderRequest
        {
            Symbol = symbol,
            Side = side == Side.Buy ? Side.Sell : Side.Buy,
            Quantity = quantity.Value,
            ReduceOnly = true,
            Tag = tag
        };
        return Context.SubmitBracket(entry, exit with { Type = OrderType.Stop, StopPrice = stop.Value },
            exit with { Type = OrderType.Limit, LimitPrice = target.Value });
    }

    /// <summary>Asks for an order's end.</summary>
    /// <returns>Whether it is on its way, or why not: it had already ended, or its cancellation is under way. Reads as a boolean.</returns>
    public OrderResponse Cancel(Order order) => Context.Cancel(order);

    /// <summary>Asks for a new quantity or new prices of a working order; null keeps what it has.</summary>
    /// <param name="order">The order.</param>
    /// <param name="quantity">The new whole quantity, what has been filled included.</param>
    /// <param name="limit">The new limit price, for orders that have one.</param>
    /// <param name="stop">The new stop price, for orders that have one that has not triggered.</param>
    /// <returns>Whether the change is on its way, or why not: the order had ended, it has no such price, or a risk rule refuses it. Reads
    /// as a boolean.</returns>
    public OrderResponse Replace(Order order, Quantity? quantity = null, Price? limit = null, Price? stop = null) =>
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
    /// with one market order. A cash account buys as much of that as it can pay for, commission included.
    /// </summary>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="ratio">The part of equity: 1 for all of it, negative for short, 0 for flat.</param>
    /// <param name="tag">A word of your own that stays with the order.</param>
    /// <returns>The order, or null when nothing has to be traded.</returns>
    public Order? TargetPercent(string symbol, double ratio, string? tag = null) => Context.TargetPercent(symbol, ratio, tag);
}
