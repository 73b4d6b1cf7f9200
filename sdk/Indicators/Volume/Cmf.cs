using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Chaikin money flow, −1 to 1: money flow over volume. NaN while nothing was traded in its window.</summary>
public sealed class Cmf : Indicator
{
    private readonly MovingSum flow;
    private readonly MovingSum volume;

    /// <summary>The flow of so many bars, at least 1.</summary>
    public Cmf(int period = 20)
    {
        flow = new MovingSum(Require.Period(period));
        volume = new MovingSum(period);
    }

    /// <inheritdoc/>
    public override int WarmUp => flow.Length;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        flow.Multiply(volumes);
        volume.Multiply(volumes);
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        flow.Push(MoneyFlow.Multiplier(in bar) * bar.Volume);
        volume.Push(bar.Volume);
        if (flow.IsFull) Value = volume.Value > 0 ? flow.Value / volume.Value : double.NaN;
    }
}
