namespace StrategyHost.Plugins.Conformance;

/// <summary>A scenario that this plugin or broker cannot be asked for.</summary>
internal sealed class NotAskedException(string why) : Exception(why);
