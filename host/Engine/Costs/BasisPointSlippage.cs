using System.Globalization;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Costs;

/// <summary>A part of the price, in hundredths of a percent. Written <c>5bps</c>.</summary>
/// <param name="BasisPoints">Hundredths of a percent of the price.</param>
public sealed record BasisPointSlippage(double BasisPoints) : Slippage
{
    private readonly double ratio = BasisPoints / 10_000;

    /// <inheritdoc/>
    public override double Of(double price, double quantity, Market market) => price * ratio;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BasisPoints}bps");
}
