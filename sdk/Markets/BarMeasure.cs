namespace StrategyHost;

/// <summary>What ends a bar.</summary>
public enum BarMeasure
{
    /// <summary>A span of time.</summary>
    Time,

    /// <summary>A number of quotes or trades.</summary>
    Ticks,

    /// <summary>A traded quantity.</summary>
    Volume,

    /// <summary>A traded value: price times quantity.</summary>
    Value,
}
