namespace StrategyHost.Cli;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The run failed: a strategy threw, or a loss limit was reached.</summary>
    public const int RunFailed = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>A script does not compile.</summary>
    public const int Script = 3;

    /// <summary>Data is missing or malformed.</summary>
    public const int Data = 4;

    /// <summary>A broker or a plugin failed.</summary>
    public const int Plugin = 5;
}
