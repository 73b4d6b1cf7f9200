namespace StrategyHost.Engine.Runs.Live;

/// <summary>What a person can tell a running session.</summary>
public enum SessionCommand
{
    /// <summary>Cancel all working orders, and let no order through until <see cref="Resume"/>.</summary>
    Halt,

    /// <summary>As <see cref="Halt"/>, and close all positions at the market.</summary>
    Flatten,

    /// <summary>Let orders through again.</summary>
    Resume,

    /// <summary>Let orders go to the broker.</summary>
    Arm,

    /// <summary>Let no order that is not a cancellation go to the broker until <see cref="Arm"/>.</summary>
    Disarm,

    /// <summary>Cancel all working orders. Trading goes on.</summary>
    Cancel,

    /// <summary>Go back to the version of the script that ran before this one.</summary>
    Rollback,

    /// <summary>Take the script as it is in its file now, though it was rolled back.</summary>
    Reload,
}
