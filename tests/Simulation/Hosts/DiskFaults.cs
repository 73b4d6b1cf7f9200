namespace StrategyHost.Simulation.Hosts;

/// <summary>How a disk is, and what goes wrong with it.</summary>
internal sealed record DiskFaults
{
    /// <summary>How probable it is that nothing can be written, such as on a full disk.</summary>
    public double Full { get; init; }

    /// <summary>How probable it is that a sync fails: nobody knows whether what was written is durable, and half of it is.</summary>
    public double FailedSyncs { get; init; }

    /// <summary>Whether journals are real files, written and read as a host does, instead of being kept in memory. That costs
    /// more.</summary>
    public bool IsStored { get; init; }

    /// <summary>Nothing goes wrong.</summary>
    public static DiskFaults None { get; } = new();
}
