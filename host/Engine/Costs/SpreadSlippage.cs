using System.Globalization;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Costs;

/// <summary>A part of the spread beyond the quote; nothing where there are no quotes. Written <c>0.5spread</c>.</summary>
/// <param name="Factor">The part.</param>
public sealed record SpreadSlippage(double Factor) : Slippage
{
    /// <inheritdoc/>
    public override double Of(double price, double quantity, Market market) =>
        market.Quote is { } quote && quote.Spread > 0 ? quote.Spread * Factor : 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Factor}spread");
}
