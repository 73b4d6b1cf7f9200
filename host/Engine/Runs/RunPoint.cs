namespace StrategyHost.Engine.Runs;

/// <summary>How far a run has come.</summary>
/// <param name="Time">The run's time, UTC.</param>
/// <param name="Bars">How many bars have been shown.</param>
/// <param name="Equity">The account's worth, in its currency.</param>
public readonly record struct RunPoint(DateTime Time, long Bars, double Equity);
