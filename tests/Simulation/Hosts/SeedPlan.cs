using StrategyHost.Live.Brokers;
using StrategyHost.Simulation.Brokers;
using StrategyHost.Simulation.Exchanges;

namespace StrategyHost.Simulation.Hosts;

/// <summary>Everything that happens in a seed, drawn before it begins by <see cref="SeedDraw"/>; <see cref="SeedParts"/> switches off one
/// part or another.</summary>
internal sealed record SeedPlan
{
    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How the broker is.</summary>
    public BrokerTraits Broker { get; init; } = BrokerTraits.Best;

    /// <summary>What goes wrong between host and broker.</summary>
    public FaultProfile Faults { get; init; } = FaultProfile.None;

    /// <summary>How the disk is, and what goes wrong with it.</summary>
    public DiskFaults Disk { get; init; } = DiskFaults.None;

    /// <summary>The market.</summary>
    public ExchangePlan Market { get; init; } = new();

    /// <summary>What all deployments may do together.</summary>
    public AccountLimitSpec Limits { get; init; } = new();

    /// <summary>The deployments.</summary>
    public IReadOnlyList<DeploymentPlan> Deployments { get; init; } = [];

    /// <summary>How long it trades.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>What happens once.</summary>
    public IReadOnlyList<SeedEvent> Events { get; init; } = [];
}
