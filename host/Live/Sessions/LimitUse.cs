namespace StrategyHost.Live.Sessions;

/// <summary>How much of a risk limit is used.</summary>
/// <param name="Limit">The limit's name.</param>
/// <param name="Used">What is used of it: money, a quantity, a count, or a ratio.</param>
/// <param name="Most">What may be used.</param>
/// <param name="IsRatio">Whether both are ratios.</param>
public sealed record LimitUse(string Limit, double Used, double Most, bool IsRatio);
