using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>A number of the instrument's ticks; nothing for an instrument without a tick size. Written <c>1tick</c>.</summary>
/// <param name="Ticks">How many.</param>
public sealed record TickSlippage(double Ticks) : Slippage
{
    /// <inheritdoc/>
    public override double Of(double price, Instrument instrument) => Ticks * (double)instrument.TickSize;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ticks}tick");
}
