using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Simulation.Strategies;

namespace StrategyHost.Simulation.Hosts;

/// <summary>Something that is done to a host, or by a person.</summary>
internal abstract record SeedAction;

/// <summary>The host is killed.</summary>
/// <param name="Steps">After how many of its steps from then on.</param>
/// <param name="Down">How long it is down.</param>
/// <param name="TearsPage">Whether it dies in the middle of the next write of a journal, instead.</param>
internal sealed record Kill(int Steps, TimeSpan Down, bool TearsPage = false) : SeedAction;

/// <summary>The host is paused.</summary>
/// <param name="Length">For how long.</param>
internal sealed record Pause(TimeSpan Length) : SeedAction;

/// <summary>The host's clock is set.</summary>
/// <param name="By">By how much.</param>
internal sealed record ClockStep(TimeSpan By) : SeedAction;

/// <summary>A person gives a deployment a command.</summary>
/// <param name="Deployment">The deployment's number.</param>
/// <param name="What">The command.</param>
/// <param name="For">For how long it holds; null for as long as no other ends it.</param>
internal sealed record Command(int Deployment, SessionCommand What, TimeSpan? For = null) : SeedAction;

/// <summary>A person decides what becomes of what the account holds and no deployment has bought.</summary>
/// <param name="Policy">The decision.</param>
internal sealed record Choice(ExternalPolicy Policy) : SeedAction;

/// <summary>A deployment's file is changed: other limits and guards hold from then on.</summary>
/// <param name="Deployment">The deployment's number.</param>
/// <param name="Risk">The limits as they are written: a JSON object.</param>
internal sealed record TermsChange(int Deployment, string Risk) : SeedAction;

/// <summary>A deployment's script is changed.</summary>
/// <param name="Deployment">The deployment's number.</param>
/// <param name="Strategy">What it is from then on.</param>
internal sealed record Reload(int Deployment, StrategyPlan Strategy) : SeedAction;
