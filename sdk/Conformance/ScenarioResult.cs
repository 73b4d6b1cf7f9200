namespace StrategyHost.Plugins.Conformance;

/// <summary>What came of a scenario.</summary>
/// <param name="Scenario">What the plugin should do.</param>
/// <param name="Verdict">Whether it did.</param>
/// <param name="Text">What was seen, or why it was not asked; empty when there is nothing to say.</param>
public sealed record ScenarioResult(string Scenario, Verdict Verdict, string Text);
