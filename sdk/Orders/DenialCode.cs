namespace StrategyHost;

/// <summary>The risk rules by which an order can be refused before it reaches a venue.</summary>
public enum DenialCode
{
    /// <summary>The symbol is not one that this run has data for, or not on the list of allowed symbols.</summary>
    Symbol,

    /// <summary>The quantity is zero or negative.</summary>
    Quantity,

    /// <summary>The quantity is not a whole number of lots.</summary>
    LotSize,

    /// <summary>The order is worth less than the exchange takes.</summary>
    MinNotional,

    /// <summary>A price is missing, not above zero, or off the instrument's tick grid.</summary>
    Price,

    /// <summary>The market has shown no price yet, so the order cannot be judged.</summary>
    NoPrice,

    /// <summary>The order's quantity is above the limit for one order.</summary>
    OrderQuantity,

    /// <summary>The order's value is above the limit for one order.</summary>
    OrderNotional,

    /// <summary>The position that would result is above the limit for one symbol.</summary>
    PositionSize,

    /// <summary>The gross exposure that would result is above its limit.</summary>
    GrossExposure,

    /// <summary>The net exposure that would result is above its limit.</summary>
    NetExposure,

    /// <summary>Too many orders are working.</summary>
    OpenOrders,

    /// <summary>Too many orders within a minute.</summary>
    OrderRate,

    /// <summary>Too many fills on one trading day.</summary>
    TradesPerDay,

    /// <summary>A price is too far from the last one.</summary>
    PriceCollar,

    /// <summary>The positions that would result need more margin than there is equity.</summary>
    Margin,

    /// <summary>What was bought today cannot be sold today.</summary>
    NextDaySale,

    /// <summary>The account cannot pay for the order.</summary>
    BuyingPower,

    /// <summary>The order would open or enlarge a short position, which is not permitted.</summary>
    ShortSelling,

    /// <summary>The market is closed.</summary>
    TradingHours,

    /// <summary>Trading is reduced to orders that shrink exposure, and this one would not.</summary>
    Reducing,

    /// <summary>Trading is halted.</summary>
    Halted,

    /// <summary>The deployment has not been armed, and its orders would go to a broker.</summary>
    NotArmed,

    /// <summary>The newest price is too old for an order that opens or enlarges a position.</summary>
    StaleMarket,

    /// <summary>The broker takes no order of this kind.</summary>
    Unsupported,
}
