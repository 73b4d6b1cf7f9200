using StrategyHost.Live.Deployments;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Journaling;

/// <summary>A session as the journal knows it.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Begun">When the host began it, UTC.</param>
/// <param name="Start">The session's own time at its start, UTC.</param>
/// <param name="Ended">When it ended, UTC; null while it has not.</param>
/// <param name="Snapshot">Where it stands after the events that have been handled for certain: later ones may or may not have been.</param>
/// <param name="Terms">The deployment file as it was then.</param>
public sealed record SessionRecord(long Id, DateTime Begun, DateTime Start, DateTime? Ended, SessionSnapshot Snapshot, string Terms)
{
    /// <summary>What its broker could do when it began; null where its orders do not go to one.</summary>
    public TradingCapabilities? Broker { get; init; }

    /// <summary>Whether this host can handle its events again; not so where an older one wrote them.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>Whether an older host began it, by which handlers of times ran with the bars alone.</summary>
    public bool IsTimedByBars { get; init; }

    /// <summary>The deployment as it was when the session began.</summary>
    /// <param name="name">The deployment's name.</param>
    /// <exception cref="JournalException">Its file as it was then cannot be read any more.</exception>
    public Deployment DeploymentOf(string name)
    {
        try
        {
            return DeploymentFile.Parse(name, Terms);
        }
        catch (DeploymentException garbled)
        {
            throw new JournalException(
                $"What session {Id} of {name} keeps of its deployment's file cannot be used: {garbled.Message.TrimEnd('.')}. "
                    + JournalException.WayOn(name), garbled)
            { IsDamage = true };
        }
    }
}
