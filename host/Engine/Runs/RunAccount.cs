using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Results;
using StrategyHost.Engine.Risk;

namespace StrategyHost.Engine.Runs;

/// <summary>The account of a run, and what watches it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Financing">Interest and borrow fees.</param>
/// <param name="Settlement">What keeps sales from being spent until they have settled.</param>
/// <param name="Risk">Judges orders and watches losses.</param>
/// <param name="Curve">Equity over time.</param>
public sealed record RunAccount(Account Account, Financing Financing, Settlement Settlement, RiskEngine Risk, EquityCurve Curve);
