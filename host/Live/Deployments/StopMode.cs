namespace StrategyHost.Live.Deployments;

/// <summary>What becomes of what a deployment has open when it is stopped.</summary>
public enum StopMode
{
    /// <summary>Its session rests: orders and positions stay as they are, and the next start takes them up.</summary>
    Keep,

    /// <summary>It is halted and its working orders are cancelled before it stops; positions stay.</summary>
    Cancel,

    /// <summary>It is halted, its working orders are cancelled and its positions closed at the market before it stops.</summary>
    Flatten,
}
