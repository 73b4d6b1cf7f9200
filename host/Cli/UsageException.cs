namespace StrategyHost.Cli;

/// <summary>The command line or the configuration asks for what cannot be. The message says what and what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
