namespace StrategyHost.Engine.Profiling;

/// <summary>What a step does between its stages. The compiler makes a step of its own for each kind, so that a step that nobody looks at
/// pays nothing.</summary>
internal interface IMarks
{
    /// <summary>A stage begins.</summary>
    static abstract void Enter(RunProfile? profile, RunStage stage);
}
