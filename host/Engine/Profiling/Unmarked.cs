namespace StrategyHost.Engine.Profiling;

/// <summary>Does nothing.</summary>
internal readonly struct Unmarked : IMarks
{
    public static void Enter(RunProfile? profile, RunStage stage)
    {
    }
}
