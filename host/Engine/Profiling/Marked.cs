namespace StrategyHost.Engine.Profiling;

/// <summary>Tells the profile.</summary>
internal readonly struct Marked : IMarks
{
    public static void Enter(RunProfile? profile, RunStage stage) => profile?.Switch(stage);
}
