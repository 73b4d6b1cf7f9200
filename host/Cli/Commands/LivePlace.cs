using StrategyHost.Live.Deployments;

namespace StrategyHost.Cli.Commands;

/// <summary>Where deployments and their state are.</summary>
/// <param name="Deployments">The folder of deployments.</param>
/// <param name="State">The folder of their state.</param>
/// <param name="Defaults">What holds where a deployment's file is silent.</param>
/// <param name="Ending">Ends the command that runs them.</param>
internal sealed record LivePlace(string Deployments, string State, DeploymentDefaults Defaults, CancellationToken Ending);
