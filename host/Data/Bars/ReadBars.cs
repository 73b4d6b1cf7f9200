namespace StrategyHost.Data.Bars;

/// <summary>Bars that were read from text.</summary>
/// <param name="Series">The bars.</param>
/// <param name="Recognized">How the text was understood, a line each, for the user to check.</param>
public sealed record ReadBars(BarSeries Series, IReadOnlyList<string> Recognized)
{
    /// <summary>What was left out, put in order or decided while reading, a line each; empty where the text was read as it
    /// stands.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
