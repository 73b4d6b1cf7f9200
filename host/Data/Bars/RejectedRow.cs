namespace StrategyHost.Data.Bars;

/// <summary>A row that is not a bar.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="Line">In which line, from 1.</param>
/// <param name="Text">The line.</param>
/// <param name="Reason">What is wrong with it, as the end of a sentence.</param>
public sealed record RejectedRow(string File, int Line, string Text, string Reason);
