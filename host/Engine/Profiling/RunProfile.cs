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
    private const int Calibrations = 50;
    private static readonly RunStage[] Stages = Enum.GetValues<RunStage>();
    private readonly long[] ticks = new long[Stages.Length];
    private readonly long[] looks = new long[Stages.Length];
    private long since;
    private RunStage at;
    private bool isLooking;

    /// <summary>The parts of the time that was looked at, which add up to 1; all zero when nothing was.</summary>
    public IReadOnlyDictionary<RunStage, double> Shares
    {
        get
        {
            double ticksPerLook = Enumerable.Range(0, Calibrations).Min(_ => Calibrate());
            var spent = Stages.ToDictionary(s => s, s => Math.Max(0, ticks[(int)s] - (looks[(int)s] * ticksPerLook)));
            double all = spent.Values.Sum();
            return Stages.ToDictionary(s => s, s => all == 0 ? 0 : spent[s] / all);
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
        ticks[(int)at] += now - since;
        looks[(int)at]++;
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

    /// <summary>What one look costs. Asked for after the run, when the code has been compiled at its best.</summary>
    private static double Calibrate()
    {
        var profile = new RunProfile();
        profile.Begin();
        for (int i = 0; i < LooksToCalibrate; i++) profile.Switch(RunStage.Match);
        return (double)profile.ticks[(int)RunStage.Match] / profile.looks[(int)RunStage.Match];
    }
}
