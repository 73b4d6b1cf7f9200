using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>A part of the traded value: quantity × price × multiplier × rate. Written <c>0.1%</c>.</summary>
/// <param name="Rate">The part as a ratio: 0.001 for 0.1 %.</param>
public sealed record PercentCommission(decimal Rate) : Commission
{
    /// <inheritdoc/>
    public override decimal Of(decimal quantity, decimal price, decimal multiplier) => quantity * price * multiplier * Rate;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Rate * 100).ToString("0.############", CultureInfo.InvariantCulture)}%");
}
