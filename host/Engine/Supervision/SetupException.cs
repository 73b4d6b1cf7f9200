namespace StrategyHost.Engine.Supervision;

/// <summary>A run cannot start as it is configured: a parameter has a value that it cannot have, or the settings do not fit the
/// data.</summary>
/// <param name="message">One sentence that says what is wrong and what to do.</param>
public sealed class SetupException(string message) : Exception(message);
