using System.Globalization;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Costs;

/// <summary>
/// Square-root impact (Almgren et al. 2005): price × factor × σ × √(quantity / mean volume), with the deviation σ of the
/// returns and the mean volume of the last 20 bars before this one. Written <c>1sqrt</c>.
/// </summary>
/// <param name="Factor">How many deviations an order as large as the mean volume costs.</param>
public sealed record SquareRootSlippage(double Factor) : Slippage
{
    private const int Bars = 20;

    /// <inheritdoc/>
    public override double Of(double price, double quantity, Market market)
    {
        var series = market.Series;
        int last = series.FirstEndingAtOrAfter(market.Bar.End) - 1;
        int first = Math.Max(1, last - Bars + 1);
        int count = last - first + 1;
        if (count < 2) return 0;
        double sum = 0, squares = 0, volume = 0;
        for (int i = first; i <= last; i++)
        {
            double change = Math.Log(series[i].Close / series[i - 1].Close);
            sum += change;
            squares += change * change;
            volume += series[i].Volume;
        }

        double deviation = Math.Sqrt(Math.Max(0, (squares - (sum * sum / count)) / (count - 1)));
        return volume > 0 ? price * Factor * deviation * Math.Sqrt(quantity / (volume / count)) : 0;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Factor}sqrt");
}
