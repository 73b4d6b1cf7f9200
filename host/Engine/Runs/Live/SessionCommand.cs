namespace StrategyHost.Engine.Runs.Live;

/// <summary>What a person can tell a running session.</summary>
public enum SessionCommand
{
    /// <summary>Cancel all working orders, and let no order through until <see cref="Resume"/>.</summary>
    Halt,

    /// <summary>As <see cref="Halt"/>, and close all positions at the market.</summary>
    Flatten,

    /// <summary>Let orders through again. What a loss limit has stopped stays stopped.</summary>
    Resume,

    /// <summary>As <see cref="Resume"/>, and take the losses so far as they are: loss limits are measured from now on.</summary>
    AcceptLoss,

    /// <summary>Let orders go to the broker.</summary>
    Arm,

    /// <summary>Let no order that opens or changes a position go to the broker until <see cref="Arm"/>. Exits and cancellations go
    /// on.</summary>
    Disarm,

    /// <summary>Cancel all working orders. Trading goes on.</summary>
    Cancel,

    /// <summary>Go back to the version of the script that ran before this one.</summary>
    Rollback,

    /// <summary>Take the script as it is in its file now, though it was rolled back.</summary>
    Reload,

    /// <summary>Take the deployment's terms as its file has them now. The host gives this itself, at the event after which they
    /// hold.</summary>
    Change,
}
