namespace StrategyHost.Engine.Venues;

/// <summary>What a resting limit order needs to be filled.</summary>
public enum LimitFillRule
{
    /// <summary>A price at its limit: it is taken to be first in the queue.</summary>
    Touch,

    /// <summary>A price beyond its limit: it is taken to be last in the queue.</summary>
    Through,
}
