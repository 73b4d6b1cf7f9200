namespace StrategyHost.Engine.Runs;

/// <summary>Where a run's bars come from.</summary>
/// <param name="Load">Gives the bars of a symbol; what it throws ends the run.</param>
/// <param name="LoadRate">Gives the bars of a pair of currencies, or null when there are none; null when instruments must be in the
/// account's currency.</param>
/// <param name="LoadFiner">Gives bars of a symbol that are shorter than a length, or null when there are none; null when nobody has
/// any.</param>
public sealed record BarSources(Func<string, BarSeries> Load, Func<string, BarSeries?>? LoadRate = null,
    Func<string, Resolution, BarSeries?>? LoadFiner = null)
{
    /// <summary>What measures how long the strategy's code takes.</summary>
    public TimeProvider Stopwatch { get; init; } = TimeProvider.System;
}
