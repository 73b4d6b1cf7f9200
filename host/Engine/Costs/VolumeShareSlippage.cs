using System.Globalization;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Costs;

/// <summary>Impact that grows with the square of the part of the bar's volume: price × factor × (quantity / volume)². Written
/// <c>0.1volume</c>.</summary>
/// <param name="Factor">The impact, as a ratio of the price, of an order as large as the bar's volume.</param>
public sealed record VolumeShareSlippage(double Factor) : Slippage
{
    /// <inheritdoc/>
    public override double Of(double price, double quantity, Market market)
    {
        double share = market.Bar.Volume > 0 ? Math.Min(quantity / market.Bar.Volume, 1) : 1;
        return price * Factor * share * share;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Factor}volume");
}
