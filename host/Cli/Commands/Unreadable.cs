using StrategyHost.Cli.Output;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary>Names deployments whose state cannot be read, once the others have been shown.</summary>
internal static class Unreadable
{
    /// <summary>Names them.</summary>
    /// <returns>The exit code: not that of success where there is one.</returns>
    public static int Say(Terminal terminal, StateReading reading)
    {
        foreach (var (deployment, sentence) in reading.Unreadable) terminal.Fail($"{deployment} is left out: {sentence}");
        return reading.Unreadable.Count == 0 ? ExitCode.Done : ExitCode.RunFailed;
    }
}
