namespace StrategyHost.Engine.Supervision;

/// <summary>What becomes of a strategy that throws, or uses more in one event than it may. The handler always ends there.</summary>
public enum FaultPolicy
{
    /// <summary>A backtest ends. In a session the strategy is not called any more: what opens a position is cancelled, and exits go
    /// on.</summary>
    Stop,

    /// <summary>The strategy goes on with the next event.</summary>
    Skip,

    /// <summary>The strategy's open orders are cancelled, and it goes on with the next event.</summary>
    Cancel,

    /// <summary>The strategy's orders are cancelled, its positions closed at the market, and it is not called any more.</summary>
    Flatten,
}
