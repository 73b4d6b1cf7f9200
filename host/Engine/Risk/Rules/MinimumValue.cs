namespace StrategyHost.Engine.Risk.Rules;

/// <summary>An order is worth what the exchange asks for at least. It judges no order where the exchange asks for nothing.</summary>
public sealed class MinimumValue : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        decimal least = intent.Market.Instrument.MinNotional;
        return least == 0 || intent.Notional >= least
            ? null
            : Deny(DenialCode.MinNotional,
                $"the order is worth {intent.Notional:0.##}, and {intent.Market.Instrument.Symbol} takes none below {least:0.########}");
    }
}
