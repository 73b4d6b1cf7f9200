namespace StrategyHost.Engine.Risk.Rules;

/// <summary>The market has shown a price by which the order can be judged.</summary>
public sealed class KnownPrice : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent) => intent.Market.BarsSeen > 0 && intent.Market.Rate > 0
        ? null
        : intent.Market.BarsSeen > 0
        ? Deny(DenialCode.NoPrice, $"there is no rate yet between {intent.Market.Instrument.Currency} and the account's currency")
        : Deny(DenialCode.NoPrice, $"{intent.Market.Instrument.Symbol} has shown no price yet");
}
