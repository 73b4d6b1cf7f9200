namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A position, with every working order on the side of this one filled, is not larger than a quantity. Orders that only shrink it
/// pass.</summary>
/// <param name="limit">Units of the instrument, long or short.</param>
public sealed class PositionSize(decimal limit) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent) => intent.NeverEnlarges || Math.Abs(intent.WorstPosition) <= limit
        ? null
        : Deny(DenialCode.PositionSize, $"the position could become {intent.WorstPosition}, the limit is {limit}");
}
