using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Supervision;
using StrategyHost.Simulation.Strategies;

namespace StrategyHost.Simulation.Hosts;

/// <summary>A deployment of a seed.</summary>
/// <param name="Number">Its number, from 0: it keeps that when others are left out.</param>
/// <param name="Strategy">Its strategy.</param>
/// <param name="Risk">Its limits.</param>
internal sealed record DeploymentPlan(int Number, StrategyPlan Strategy, RiskLimits Risk)
{
    /// <summary>What follows when its script throws.</summary>
    public FaultPolicy OnFault { get; init; }

    /// <summary>Its name.</summary>
    public string Name => $"D{Number}";
}
