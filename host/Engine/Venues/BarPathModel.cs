namespace StrategyHost.Engine.Venues;

/// <summary>In which order a bar passes its prices, where it reaches several orders of a group.</summary>
public enum BarPathModel
{
    /// <summary>Nobody knows: stops go first, which is the cautious answer.</summary>
    StopsFirst,

    /// <summary>Open, high, low, close.</summary>
    OpenHighLowClose,

    /// <summary>The extreme that is nearer to the open comes first.</summary>
    Adaptive,
}
