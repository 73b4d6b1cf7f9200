namespace StrategyHost.Engine.Supervision;

/// <summary>What becomes of a strategy that uses more in one event than it may. The handler always ends there.</summary>
public enum FaultPolicy
{
    /// <summary>The strategy stops, and with it the run.</summary>
    Stop,

    /// <summary>The strategy goes on with the next event.</summary>
    Skip,

    /// <summary>The strategy's open orders are cancelled, and it goes on with the next event.</summary>
    Cancel,
}
