namespace StrategyHost.Data.Store;

/// <summary>What a bar file says about its bars.</summary>
/// <param name="Instrument">What they are of.</param>
/// <param name="Resolution">How long they last, such as <c>1m</c>.</param>
/// <param name="Zone">The time zone of a market without a calendar.</param>
/// <param name="PeriodsPerYear">Trading days a year.</param>
/// <param name="Source">Where they came from.</param>
internal sealed record BarFileNotes(Instrument Instrument, string Resolution, string Zone, int PeriodsPerYear, string Source);
