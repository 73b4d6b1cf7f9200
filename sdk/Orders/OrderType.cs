namespace StrategyHost;

/// <summary>On what terms an order trades.</summary>
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
}
