namespace StrategyHost.Engine.Venues;

/// <summary>What an order does on a bar, by its time in force.</summary>
public enum Turn
{
    /// <summary>Nothing yet.</summary>
    Wait,

    /// <summary>It works over the whole bar.</summary>
    Work,

    /// <summary>It meets the open only, and ends there.</summary>
    Open,

    /// <summary>It meets the close only, and ends there.</summary>
    Close,

    /// <summary>Its time is over.</summary>
    Expire,
}
