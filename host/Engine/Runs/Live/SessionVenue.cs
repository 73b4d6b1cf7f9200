namespace StrategyHost.Engine.Runs.Live;

/// <summary>Where a session's orders go.</summary>
public enum SessionVenue
{
    /// <summary>To the simulated venue.</summary>
    Paper,

    /// <summary>Nowhere: they are judged and recorded, and end at once.</summary>
    Shadow,

    /// <summary>To a broker. None passes before the session is armed.</summary>
    Live,
}
