namespace StrategyHost.Simulation.Hosts;

/// <summary>Something that happens once in a seed.</summary>
/// <param name="Name">Its name among the seed's parts, such as <c>kill.2</c>.</param>
/// <param name="At">When, from the start.</param>
/// <param name="Action">What.</param>
internal sealed record SeedEvent(string Name, TimeSpan At, SeedAction Action);
