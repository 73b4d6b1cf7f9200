namespace StrategyHost.Live.Sessions;

/// <summary>Of what results are wanted.</summary>
/// <param name="Deployment">The deployment's name.</param>
/// <param name="State">The folder in which all deployments keep their state.</param>
public sealed record ResultQuery(string Deployment, string State)
{
    /// <summary>One session alone; null for the deployment's record, which goes over all of them.</summary>
    public long? Session { get; init; }

    /// <summary>Nothing before, UTC; null for all.</summary>
    public DateTime? From { get; init; }

    /// <summary>Nothing from then on, UTC; null for all.</summary>
    public DateTime? To { get; init; }
}
