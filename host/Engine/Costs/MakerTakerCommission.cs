using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>A part of the traded value that depends on who was there first. Written <c>maker=0.02%:taker=0.05%</c>; a negative maker rate
/// is a rebate.</summary>
/// <param name="Maker">The part for giving liquidity, as a ratio.</param>
/// <param name="Taker">The part for taking it, as a ratio.</param>
public sealed record MakerTakerCommission(decimal Maker, decimal Taker) : Commission
{
    /// <inheritdoc/>
    public override decimal Of(in Deal deal) => deal.Value * (deal.Liquidity == Liquidity.Maker ? Maker : Taker);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"maker={Maker * 100:0.####}%:taker={Taker * 100:0.####}%");
}
