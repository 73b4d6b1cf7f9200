namespace StrategyHost.Engine.Statistics;

/// <summary>A figure of a run, or the reason why there is none. A figure that is not defined is neither 0 nor infinite.</summary>
public readonly record struct Metric
{
    private Metric(double? value, string? reason)
    {
        Value = value;
        Reason = reason;
    }

    /// <summary>The figure; null when it is not defined.</summary>
    public double? Value { get; }

    /// <summary>Why it is not defined; null when it is.</summary>
    public string? Reason { get; }

    /// <summary>A figure. One that is not finite becomes undefined.</summary>
    public static Metric Of(double value) => double.IsFinite(value) ? new Metric(value, null) : Undefined("it is beyond all numbers");

    /// <summary>No figure, for a reason.</summary>
    public static Metric Undefined(string reason) => new(null, reason);

    /// <summary>A figure divided by another; undefined where the divisor is zero.</summary>
    public static Metric Ratio(double value, double divisor, string reasonWhenZero) =>
        divisor == 0 ? Undefined(reasonWhenZero) : Of(value / divisor);
}
