using System.Diagnostics;

namespace StrategyHost.Engine.Profiling;

/// <summary>
/// Finds out what a run spends its time on, by looking at one of many steps closely. What looking costs is measured too, and
/// taken off.
/// </summary>
public sealed class RunProfile
{
    // A prime number, so that no rhythm of the data or the strategy falls in with it.
    private const int StepsBetweenLooks = 127;
    private const int LooksToCalibrate = 1000;
    private readonly long[] ticks = new long[Enum.GetValues<RunStage>().Length];
    private readonly double ticksPerLook;
    private long looks;
    private long since;
    private RunStage at;
    private bool isLooking;

    /// <summary>A profile of a run that has not begun.</summary>
    public RunProfile()
    {
        Begin();
        for (int i = 0; i < LooksToCalibrate; i++) Switch(RunStage.Match);
        End();
        ticksPerLook = (double)ticks.Sum() / looks;
        Array.Clear(ticks);
        looks = 0;
    }

    /// <summary>The parts of the time that was looked at, which add up to 1; all zero when nothing was.</summary>
    public IReadOnlyDictionary<RunStage, double> Shares
    {
        get
        {
            double all = ticks.Sum();
            return Enum.GetValues<RunStage>().ToDictionary(s => s, s => all == 0 ? 0 : ticks[(int)s] / all);
        }
    }

    /// <summary>Whether to look at a step.</summary>
    internal static bool IsDue(long step) => step % StepsBetweenLooks == 0;

    /// <summary>Begins to look at a step.</summary>
    internal void Begin()
    {
        isLooking = true;
        at = RunStage.Read;
        since = Stopwatch.GetTimestamp();
    }

    /// <summary>Goes on to another stage, and says which one it was; does nothing between the steps that are looked at.</summary>
    internal RunStage Switch(RunStage next)
    {
        if (!isLooking) return next;
        long now = Stopwatch.GetTimestamp();
        ticks[(int)at] += Math.Max(0, now - since - (long)ticksPerLook);
        looks++;
        var before = at;
        at = next;
        since = Stopwatch.GetTimestamp();
        return before;
    }

    /// <summary>Ends the look at a step.</summary>
    internal void End()
    {
        Switch(RunStage.Read);
        isLooking = false;
    }
}
