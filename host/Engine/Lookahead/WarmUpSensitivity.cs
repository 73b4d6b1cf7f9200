namespace StrategyHost.Engine.Lookahead;

/// <summary>What less history changes.</summary>
/// <param name="Left">The part of the bars that was left, as a ratio.</param>
/// <param name="Decisions">How many decisions of the second half were compared.</param>
/// <param name="Changed">How many of them differ in time or kind; their quantities follow the account and are left aside.</param>
/// <param name="Indicators">By how much each indicator differs at the end, relative to its value; null where it has none.</param>
public sealed record WarmUpSensitivity(double Left, int Decisions, int Changed,
    IReadOnlyList<(string Indicator, double? Change)> Indicators)
{
    /// <summary>What the strategy threw on the shorter history, so that nothing was compared; null when it did not.</summary>
    public string? Failure { get; init; }
}
