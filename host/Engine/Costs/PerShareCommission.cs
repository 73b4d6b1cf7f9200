using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>An amount for each share or contract, and at least a minimum for each fill. Written <c>0.005/share</c> or <c>0.005/share:min=1</c>.</summary>
/// <param name="Rate">Money for one share or contract.</param>
/// <param name="Minimum">The least money for a fill; 0 for none.</param>
public sealed record PerShareCommission(decimal Rate, decimal Minimum = 0) : Commission
{
    /// <inheritdoc/>
    public override decimal Of(decimal quantity, decimal price, decimal multiplier) => Math.Max(quantity * Rate, Minimum);

    /// <inheritdoc/>
    public override string ToString() => Minimum == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Rate}/share")
        : string.Create(CultureInfo.InvariantCulture, $"{Rate}/share:min={Minimum}");
}
