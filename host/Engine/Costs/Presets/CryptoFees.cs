namespace StrategyHost.Engine.Costs.Presets;

/// <summary>Spot fees of crypto exchanges at the entry tier, as the ccxt 4 market tables have them; as of 2025-12. Charged in the quote
/// currency.</summary>
public static class CryptoFees
{
    /// <summary>0.1 % on both sides. Written <c>binance</c>.</summary>
    public static Commission Binance { get; } = new MakerTakerCommission(0.001m, 0.001m);

    /// <summary>0.1 % for makers, 0.15 % for takers. Written <c>okx</c>.</summary>
    public static Commission Okx { get; } = new MakerTakerCommission(0.001m, 0.0015m);

    /// <summary>0.1 % on both sides. Written <c>bybit</c>.</summary>
    public static Commission Bybit { get; } = new MakerTakerCommission(0.001m, 0.001m);
}
