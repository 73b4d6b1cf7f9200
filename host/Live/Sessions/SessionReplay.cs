using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Sessions;

/// <summary>Handles the events of a recorded session again, and compares what the strategy does with what it did.</summary>
public static class SessionReplay
{
    /// <summary>Replays a session.</summary>
    /// <param name="deployment">The deployment's name.</param>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="wanted">The session's number; null for the latest.</param>
    /// <param name="parts">What it is put together from.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="DeploymentException">There is no such session.</exception>
    public static async Task<ReplayVerdict> RunAsync(string deployment, string state, long? wanted, DeploymentParts parts,
        CancellationToken cancellation)
    {
        using var recording = new Recording(deployment, state, wanted, parts);
        return await recording.ReplayAsync(cancellation);
    }
}
