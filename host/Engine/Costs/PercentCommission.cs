using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>A part of the traded value. Written <c>0.1%</c>.</summary>
/// <param name="Rate">The part as a ratio: 0.001 for 0.1 %.</param>
public sealed record PercentCommission(decimal Rate) : Commission
{
    /// <inheritdoc/>
    public override decimal Of(in Deal deal) => deal.Value * Rate;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rate * 100:0.#######}%");
}
