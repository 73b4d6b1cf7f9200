using System.Globalization;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Costs;

/// <summary>A fixed distance in price units. Written <c>0.01</c>.</summary>
/// <param name="Distance">Price units.</param>
public sealed record PriceSlippage(double Distance) : Slippage
{
    /// <inheritdoc/>
    public override double Of(double price, double quantity, Market market) => Distance;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Distance}");
}
