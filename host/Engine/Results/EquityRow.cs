namespace StrategyHost.Engine.Results;

/// <summary>The account's worth after an event.</summary>
/// <param name="Time">When the event was, in UTC ticks.</param>
/// <param name="Equity">Cash and the value of all positions, in the account's currency.</param>
/// <param name="Cash">Cash, in the account's currency.</param>
/// <param name="Drawdown">The fall from the running peak of every event, as a ratio of the peak.</param>
/// <param name="Exposure">The absolute value of all positions as a ratio of equity; 0 where equity is not above zero.</param>
public readonly record struct EquityRow(long Time, double Equity, double Cash, double Drawdown, double Exposure);
