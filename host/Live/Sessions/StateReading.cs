using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>What a folder of state says about its deployments.</summary>
/// <param name="Deployments">Where each of them stands, by name.</param>
/// <param name="Unreadable">Those of which that cannot be read.</param>
public sealed record StateReading(IReadOnlyList<DeploymentStatus> Deployments, IReadOnlyList<UnreadableState> Unreadable)
{
    /// <summary>What it says about one deployment, or about all.</summary>
    /// <param name="name">The deployment; null for all.</param>
    /// <exception cref="JournalException">The state of the one cannot be read.</exception>
    public StateReading Of(string? name)
    {
        if (name is null) return this;
        if (Unreadable.FirstOrDefault(u => u.Deployment == name) is { } unreadable) throw new JournalException(unreadable.Sentence);
        return new StateReading([.. Deployments.Where(d => d.Deployment == name)], []);
    }
}
