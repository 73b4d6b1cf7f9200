namespace StrategyHost.Live.Sessions;

/// <summary>What deployments are put together from, filled in where the program is.</summary>
/// <param name="Compile">Compiles a script file.</param>
/// <param name="OpenData">Opens a folder or file with bars: gives the bars of a symbol.</param>
/// <param name="Clock">What the time is, and how it passes.</param>
public sealed record DeploymentParts(Func<string, DeployedScript> Compile, Func<string, Func<string, BarSeries>> OpenData, TimeProvider Clock);
