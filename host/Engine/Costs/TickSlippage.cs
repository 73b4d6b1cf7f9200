using System.Globalization;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Costs;

/// <summary>A number of the instrument's ticks; nothing for an instrument without a tick size. Written <c>1tick</c>.</summary>
/// <param name="Ticks">How many.</param>
public sealed record TickSlippage(double Ticks) : Slippage
{
    /// <inheritdoc/>
    public override double Of(double price, double quantity, Market market) => Ticks * (double)market.Instrument.TickSize;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ticks}tick");
}
