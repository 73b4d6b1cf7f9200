namespace StrategyHost.Data.Csv;

/// <summary>One of the first lines of a file that are not blank.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Text">The line without its end.</param>
internal sealed record SampledLine(int Number, byte[] Text);
