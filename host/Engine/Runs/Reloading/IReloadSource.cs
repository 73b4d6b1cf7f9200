namespace StrategyHost.Engine.Runs.Reloading;

/// <summary>Where new versions of running strategies come from. It is asked between two events, on the run's thread.</summary>
public interface IReloadSource
{
    /// <summary>A new version that waits to be taken; null when there is none.</summary>
    /// <param name="time">The run's time.</param>
    StrategyReload? Take(DateTime time);

    /// <summary>Is told what became of a version that was taken.</summary>
    void Note(ReloadRecord record);
}
