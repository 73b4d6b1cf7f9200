using StrategyHost.Engine.Orders;

namespace StrategyHost.Engine.Venues.Fills;

/// <summary>
/// What a quote does to an order. A taking order crosses the spread: a buy trades at the ask, a sale at the bid. A limit that
/// the other side reaches when it has rested is filled at its limit. Stops look at the price that the order names; the last
/// price of a market of quotes is its middle.
/// </summary>
public static class QuoteFills
{
    /// <summary>The execution of an order; null when the quote does not fill it.</summary>
    /// <param name="order">The order.</param>
    /// <param name="quote">The quote.</param>
    /// <param name="rule">What a limit needs.</param>
    public static Execution? On(WorkingOrder order, in Quote quote, LimitFillRule rule)
    {
        double side = order.IsBuy ? quote.Ask : quote.Bid;
        if (double.IsNaN(side)) return null;
        bool isFirst = !order.HasMetQuote;
        order.HasMetQuote = true;
        switch (order.Order.Type)
        {
            case OrderType.Market:
                return Take(order, side);
            case OrderType.Limit:
                return Limit(order, side, rule, isFirst);
        }

        if (!order.Order.IsTriggered && !IsTriggered(order, quote))
        {
            if (Trailing.Does(order.Order.Type) && Trailing.Follow(order.Order, (decimal)quote.Mid, order.Market.Instrument.TickSize))
                order.TakeTerms();
            return null;
        }

        if (double.IsNaN(order.Limit)) return Take(order, side);
        bool isNew = !order.Order.IsTriggered;
        order.Order.IsTriggered = true;
        return Limit(order, side, rule, isNew);
    }

    private static Execution Take(WorkingOrder order, double side) => new(side, BarFills.Unlimited(order.IsBuy), Liquidity.Taker);

    private static Execution? Limit(WorkingOrder order, double side, LimitFillRule rule, bool isNew)
    {
        double limit = order.Limit;
        bool isReached = order.IsBuy ? side <= limit : side >= limit;
        if (!isReached) return null;
        if (isNew && !order.Order.IsPostOnly) return new Execution(side, limit, Liquidity.Taker);
        return rule == LimitFillRule.Through && side == limit ? null : new Execution(limit, limit, Liquidity.Maker);
    }

    private static bool IsTriggered(WorkingOrder order, in Quote quote)
    {
        double price = order.Order.Trigger == TriggerSource.BidAsk ? (order.IsBuy ? quote.Ask : quote.Bid) : quote.Mid;
        bool isTouch = order.Order.Type is OrderType.MarketIfTouched or OrderType.LimitIfTouched;
        return order.IsBuy != isTouch ? price >= order.Stop : price <= order.Stop;
    }
}
