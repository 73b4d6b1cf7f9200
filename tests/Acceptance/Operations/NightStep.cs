namespace StrategyHost.Acceptance.Operations;

/// <summary>A step of a night in the diary.</summary>
/// <param name="Command">A line that is typed; null where the host says something by itself.</param>
/// <param name="Expected">Lines that are said then, in any order; an ellipsis stands for anything.</param>
internal sealed record NightStep(string? Command, IReadOnlyList<string> Expected);
