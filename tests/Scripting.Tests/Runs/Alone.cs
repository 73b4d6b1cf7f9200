namespace StrategyHost.Scripting.Tests.Runs;

/// <summary>Tests that measure the whole process, and so run while nothing else does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
