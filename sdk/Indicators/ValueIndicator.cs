namespace StrategyHost.Indicators;

/// <summary>
/// An indicator of a single number per bar: one field of the bar (the close unless told otherwise), or another
/// indicator's value.
/// </summary>
public abstract class ValueIndicator : Indicator
{
    private Indicator? source;
    private BarField field;

    /// <summary>How many inputs of its own the first value takes, whatever the source.</summary>
    protected abstract int Length { get; }

    /// <inheritdoc/>
    public sealed override int WarmUp => source is null ? Length : source.WarmUp + Length - 1;

    /// <summary>Reads this field of the bar from now on.</summary>
    /// <returns>This indicator.</returns>
    public ValueIndicator Of(BarField barField)
    {
        field = barField;
        source = null;
        return this;
    }

    /// <summary>
    /// Reads another indicator's value from now on, once that is ready. The source must be updated with the same bars, before this one.
    /// </summary>
    /// <returns>This indicator.</returns>
    public ValueIndicator Of(Indicator indicator)
    {
        source = indicator;
        return this;
    }

    /// <summary>Takes the next input.</summary>
    public abstract void Update(double input);

    /// <inheritdoc/>
    public sealed override double? Rescale(double prices, double volumes) =>
        Rescale(source?.Rescaled ?? (field == BarField.Volume ? volumes : prices));

    /// <summary>Brings what is kept of past inputs in line with a split: it is as if they had been multiplied.</summary>
    /// <param name="inputs">What past inputs are to be multiplied by, above zero.</param>
    /// <returns>By what the value was multiplied; null when nothing was done.</returns>
    public virtual double? Rescale(double inputs) => null;

    /// <inheritdoc/>
    public sealed override void Update(in Bar bar)
    {
        if (source is null)
            Update(field == BarField.Close ? bar.Close : Read(bar));
        else if (source.IsReady)
            Update(source.Value);
    }

    private double Read(in Bar bar) => field switch
    {
        BarField.Open => bar.Open,
        BarField.High => bar.High,
        BarField.Low => bar.Low,
        BarField.Volume => bar.Volume,
        BarField.Median => bar.Median,
        BarField.Typical => bar.Typical,
        BarField.Average => bar.Average,
        _ => bar.Close,
    };
}
