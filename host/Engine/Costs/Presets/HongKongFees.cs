namespace StrategyHost.Engine.Costs.Presets;

/// <summary>
/// What the state and the exchange take for Hong Kong shares on both sides, without a broker's commission; as of 2025-12
/// (HKEX, "Fees and Charges"). Stamp duty, rounded up to the dollar for an order; levies of SFC and AFRC; trading fee; settlement fee,
/// which
/// until 2025-06-29 had a least and a most. Written <c>hong-kong</c>.
/// </summary>
public sealed record HongKongFees : OrderCommission
{
    private const decimal Levies = 0.000027m + 0.0000015m + 0.0000565m;
    private static readonly DateOnly PlainSettlementFrom = new(2025, 6, 30);
    private static readonly DatedRates StampDuty = new(("1993-04-01", 0.001m), ("2021-08-01", 0.0013m), ("2023-11-17", 0.001m));

    /// <inheritdoc/>
    protected override decimal OfOrder(in Deal latest, decimal quantity, decimal value)
    {
        decimal stamp = Math.Ceiling(value * StampDuty.On(latest.Date));
        decimal settlement = latest.Date >= PlainSettlementFrom ? value * 0.000042m : Math.Clamp(value * 0.00002m, 2m, 100m);
        return stamp + Math.Round((value * Levies) + settlement, 2, MidpointRounding.AwayFromZero);
    }

    /// <inheritdoc/>
    public override string ToString() => "hong-kong";
}
