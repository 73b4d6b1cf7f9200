using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>A fixed distance in price units. Written <c>0.01</c>.</summary>
/// <param name="Distance">Price units.</param>
public sealed record PriceSlippage(double Distance) : Slippage
{
    /// <inheritdoc/>
    public override double Of(double price, Instrument instrument) => Distance;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Distance}");
}
