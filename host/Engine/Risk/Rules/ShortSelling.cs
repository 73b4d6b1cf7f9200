namespace StrategyHost.Engine.Risk.Rules;

/// <summary>No position may go below zero, even if every working sell order were filled.</summary>
public sealed class ShortSelling : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent) => intent.Side == Side.Buy || intent.WorstPosition >= 0
        ? null
        : Deny(DenialCode.ShortSelling, $"the position could become {intent.WorstPosition}, and short selling is not permitted");
}
