namespace StrategyHost.Live.Service;

/// <summary>What a running host is asked to do.</summary>
public enum HostAction
{
    /// <summary>To say how it does.</summary>
    Status,

    /// <summary>To start a deployment.</summary>
    Start,

    /// <summary>To stop a deployment.</summary>
    Stop,

    /// <summary>To stop a deployment and start it again.</summary>
    Restart,
}
