using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Money flow index (Quong, Soudack 1989), 0 to 100: typical price times volume on rises against that on falls; 100 when there was
/// no flow on falls.</summary>
public sealed class Mfi : Indicator
{
    private readonly MovingSum rises;
    private readonly MovingSum falls;
    private double lastTypical = double.NaN;

    /// <summary>An index over so many changes, at least 1.</summary>
    public Mfi(int period = 14)
    {
        rises = new MovingSum(Require.Period(period));
        falls = new MovingSum(period);
    }

    /// <inheritdoc/>
    public override int WarmUp => rises.Length + 1;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        rises.Multiply(prices * volumes);
        falls.Multiply(prices * volumes);
        lastTypical *= prices;
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        double typical = bar.Typical;
        double before = lastTypical;
        lastTypical = typical;
        if (double.IsNaN(before)) return;
        double flow = typical * bar.Volume;
        rises.Push(typical > before ? flow : 0);
        falls.Push(typical < before ? flow : 0);
        if (rises.IsFull) Value = falls.Value > 0 ? 100 - (100 / (1 + (rises.Value / falls.Value))) : 100;
    }
}
