using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// What the host wants of a session that runs: that it closes what it has open and ends, or takes its deployment's file as it is now. Any
/// thread may want it; it is done on the session's own thread, between two steps.
/// </summary>
/// <param name="reloads">Take new terms.</param>
/// <param name="log">Takes a line about what cannot be taken.</param>
/// <param name="clock">The host's time.</param>
internal sealed class HostWishes(SessionReloads reloads, IRunLog log, TimeProvider clock)
{
    private volatile SessionClosing? closing;
    private volatile Deployment? changed;
    private SessionClosing? told;
    private string said = "";

    /// <summary>Closes what the session has open, and ends its run.</summary>
    public void Close(StopMode mode) => closing = SessionClosing.Of(mode);

    /// <summary>Says what the deployment's file is now.</summary>
    public void Change(Deployment now) => changed = now;

    /// <summary>Does what is wanted of a session that has caught up.</summary>
    /// <returns>Whether the session has closed what it was to close.</returns>
    public bool Fulfil(SessionLoop loop, LiveView view)
    {
        if (changed is { } now)
        {
            changed = null;
            Take(now, loop);
        }

        if (closing is not { } wanted) return false;
        if (wanted.IsDone(view)) return true;
        if (told != wanted) loop.Command(wanted.Command);
        told = wanted;
        return false;
    }

    private void Take(Deployment now, SessionLoop loop)
    {
        var next = SessionTerms.Between(reloads.Terms, now.Terms);
        string left = TermDifference.TextOf(next.Left);
        if (next.Left.Count > 0 && left != said)
            log.Write(clock.GetUtcNow().UtcDateTime, LogLevel.Warning,
                $"the deployment's file has changed in what a session that goes on cannot take: {left}. That counts from a new session "
                    + $"('strategyhost live --fresh'); this one goes on with what it began with.");
        said = left;
        if (next.Taken.Count == 0) return;
        reloads.Offer(next.Text);
        loop.Command(SessionCommand.Change);
    }
}
