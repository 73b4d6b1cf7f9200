namespace StrategyHost.Engine.Runs;

/// <summary>Something that a strategy decided.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Text">What, in one line with all its numbers.</param>
/// <param name="Kind">What, without numbers, which depend on the account's past: <c>Buy SPX Market</c>.</param>
public sealed record Decision(DateTime Time, string Text, string Kind)
{
    /// <summary><c>2020-01-02T21:00:00Z Buy 100 SPX Market Accepted</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Time:yyyy-MM-ddTHH:mm:ssZ} {Text}");
}
