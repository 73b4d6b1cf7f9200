namespace StrategyHost.Engine.Venues;

/// <summary>Which price a market order gets in a backtest on bars.</summary>
public enum FillTiming
{
    /// <summary>The open of the next bar: the first price after the decision.</summary>
    NextOpen,

    /// <summary>The close of the bar on which the decision was made. Optimistic: that price was needed to decide.</summary>
    Close,
}
