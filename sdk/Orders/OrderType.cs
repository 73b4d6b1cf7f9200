namespace StrategyHost;

/// <summary>On what terms an order trades. At the open or at the close are times in force, not types.</summary>
public enum OrderType
{
    /// <summary>At the next price, whatever it is.</summary>
    Market,

    /// <summary>At the limit price or better.</summary>
    Limit,

    /// <summary>Becomes a market order once the price reaches the stop price.</summary>
    Stop,

    /// <summary>Becomes a limit order once the price reaches the stop price.</summary>
    StopLimit,

    /// <summary>A stop order whose stop follows the price at a distance, and never moves away from it.</summary>
    TrailingStop,

    /// <summary>A stop-limit order whose stop and limit follow the price.</summary>
    TrailingStopLimit,

    /// <summary>Becomes a market order once the price has come, from the better side, to the stop price.</summary>
    MarketIfTouched,

    /// <summary>Becomes a limit order once the price has come, from the better side, to the stop price.</summary>
    LimitIfTouched,
}
