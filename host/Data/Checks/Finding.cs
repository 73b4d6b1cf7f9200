namespace StrategyHost.Data.Checks;

/// <summary>Something in a series that deserves a look.</summary>
/// <param name="Kind">What kind of thing, in a word or two.</param>
/// <param name="Time">When the bar ends that it is about, UTC.</param>
/// <param name="Message">What was found.</param>
public sealed record Finding(string Kind, DateTime Time, string Message);
