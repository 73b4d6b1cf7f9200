using StrategyHost.Engine.Costs;

namespace StrategyHost.Engine.Venues;

/// <summary>What a fill costs.</summary>
/// <param name="Deal">What is traded, at its price after slippage.</param>
/// <param name="Charge">Its commission, in the account's currency.</param>
/// <param name="Slippage">What slippage costs, in the account's currency.</param>
/// <param name="Needed">The cash that a buy takes, commission included, in the account's currency.</param>
public readonly record struct FillCost(Deal Deal, decimal Charge, decimal Slippage, decimal Needed);
