namespace StrategyHost.Engine.Risk;

/// <summary>A loss limit that was reached.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Limit">The limit's name.</param>
/// <param name="Message">One sentence with the limit and the actual value.</param>
/// <param name="Action">What was done.</param>
public sealed record RiskBreach(DateTime Time, string Limit, string Message, BreachAction Action);
