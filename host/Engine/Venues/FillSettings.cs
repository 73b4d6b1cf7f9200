namespace StrategyHost.Engine.Venues;

/// <summary>How the simulated venue fills orders on bars.</summary>
public sealed record FillSettings
{
    /// <summary>Which price market orders get.</summary>
    public FillTiming Timing { get; init; } = FillTiming.NextOpen;

    /// <summary>What a limit order needs to be filled.</summary>
    public LimitFillRule LimitFill { get; init; } = LimitFillRule.Touch;

    /// <summary>In which order a bar passes its prices, where linked orders compete for it.</summary>
    public BarPathModel Path { get; init; } = BarPathModel.StopsFirst;

    /// <summary>The part of a bar's volume that orders can fill, as a ratio; null for any quantity.</summary>
    public double? Participation { get; init; }

    /// <summary>How long messages to the venue take.</summary>
    public LatencySpan Latency { get; init; }

    /// <summary>How long market data takes to the strategy: what it decides is late by as much.</summary>
    public LatencySpan DataLatency { get; init; }

    /// <summary>The model's name, for reports.</summary>
    public override string ToString()
    {
        var words = new List<string> { Timing == FillTiming.Close ? "close" : "next-open" };
        if (LimitFill == LimitFillRule.Through) words.Add("limits through");
        if (Path != BarPathModel.StopsFirst) words.Add(Path == BarPathModel.OpenHighLowClose ? "path ohlc" : "path adaptive");
        if (Participation is { } part) words.Add(FormattableString.Invariant($"participation {part * 100:0.##}%"));
        if (Latency != default) words.Add($"latency {Latency}");
        if (DataLatency != default) words.Add($"data latency {DataLatency}");
        return string.Join(", ", words);
    }
}
