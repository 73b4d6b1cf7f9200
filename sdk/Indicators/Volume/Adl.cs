namespace StrategyHost.Indicators;

/// <summary>Accumulation/distribution line (Chaikin): the running sum of volume times where the close stands in the bar's range.</summary>
public sealed class Adl : Indicator
{
    /// <inheritdoc/>
    public override int WarmUp => 1;

    /// <summary>Where the latest close stands in its bar's range, −1 to 1.</summary>
    public double FlowMultiplier { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        Value *= volumes;
        return volumes;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        FlowMultiplier = MoneyFlow.Multiplier(in bar);
        Value = (IsReady ? Value : 0) + (FlowMultiplier * bar.Volume);
    }
}
