using StrategyHost.Engine.Accounts;

namespace StrategyHost.Engine.Runs;

/// <summary>A strategy in a run, with what is its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Book">What it owns.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Declaration">What it wants.</param>
/// <param name="State">What it keeps.</param>
/// <param name="Context">The host as it sees it.</param>
internal sealed record RunningStrategy(string Name, StrategyBook Book, ParameterSet Parameters, StrategyDeclaration Declaration,
    StateSet State, StrategyContext Context);
