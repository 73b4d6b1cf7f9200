using System.CommandLine;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary>What <c>orders</c> and <c>positions</c> have in common.</summary>
internal static class StandingOptions
{
    /// <summary>The deployment that is asked about.</summary>
    public static Argument<string?> Deployment() => new("NAME")
    {
        Description = "the deployment (default: all)",
        Arity = ArgumentArity.ZeroOrOne
    };

    /// <summary>Where a deployment stands, or all.</summary>
    /// <exception cref="DeploymentException">The one has no journal.</exception>
    public static StateReading Read(string state, string? deployment)
    {
        var reading = DeploymentStatus.In(state).Of(deployment);
        return deployment is null || reading.Deployments.Count > 0
            ? reading : throw new DeploymentException($"There is no journal of {deployment} in {state}: it has never run.");
    }
}
