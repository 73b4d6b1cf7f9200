namespace StrategyHost.Engine.Runs;

/// <summary>A handler that a strategy wants to run again and again.</summary>
/// <param name="Interval">At which multiples since midnight UTC.</param>
/// <param name="Handler">The handler.</param>
/// <param name="WhenShut">Whether it runs while all markets are shut.</param>
public sealed record IntervalHandler(TimeSpan Interval, Action Handler, bool WhenShut);
