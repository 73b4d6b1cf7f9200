namespace StrategyHost.Engine.Costs.Presets;

/// <summary>
/// What Chinese A-shares cost; as of 2025-12. A broker's 0.025 % with 5 CNY at least for an order, exchange and regulator included; stamp
/// duty on
/// sales (Ministry of Finance: 0.05 % since 2023-08-28); transfer fee on both sides (ChinaClear: 0.001 % since 2022-04-29).
/// Written <c>china-a</c>.
/// </summary>
public sealed record ChinaShareFees : OrderCommission
{
    private const decimal Broker = 0.00025m;
    private const decimal LeastForBroker = 5m;
    private static readonly DatedRates StampDuty = new(("2008-09-19", 0.001m), ("2023-08-28", 0.0005m));
    private static readonly DatedRates Transfer = new(("2015-08-01", 0.00002m), ("2022-04-29", 0.00001m));

    /// <inheritdoc/>
    protected override decimal OfOrder(in Deal latest, decimal quantity, decimal value)
    {
        decimal stamp = latest.Side == Side.Sell ? value * StampDuty.On(latest.Date) : 0;
        decimal broker = Math.Max(value * Broker, LeastForBroker);
        return Math.Round(broker + stamp + (value * Transfer.On(latest.Date)), 2, MidpointRounding.AwayFromZero);
    }

    /// <inheritdoc/>
    public override string ToString() => "china-a";
}
