using System.Globalization;

namespace StrategyHost.Engine.Risk;

/// <summary>A limit in money, or as a part of equity. Written <c>5000</c> or <c>2%</c>.</summary>
/// <param name="Value">Money, or a ratio of equity.</param>
/// <param name="IsRatio">Whether it is a ratio.</param>
public readonly record struct RiskAmount(decimal Value, bool IsRatio)
{
    /// <summary>The limit in money.</summary>
    /// <param name="equity">Equity to take a part of, in the account's currency.</param>
    public decimal In(double equity) => IsRatio ? Value * (decimal)Math.Clamp(equity, 0, 1e15) : Value;

    /// <summary>As it is written.</summary>
    public override string ToString() => IsRatio
        ? string.Create(CultureInfo.InvariantCulture, $"{(Value * 100).ToString("0.######", CultureInfo.InvariantCulture)}%")
        : Value.ToString(CultureInfo.InvariantCulture);
}
