namespace ETrade;

/// <summary>An order of the host's: every change of terms has made another order of it at E*TRADE.</summary>
internal sealed class KnownOrder(string clientId)
{
    public string ClientId => clientId;

    /// <summary>E*TRADE's names for it, the one that works last.</summary>
    public List<long> OrderIds { get; } = [];

    /// <summary>The terms that were asked for last.</summary>
    public OrderTerms? Terms { get; set; }

    /// <summary>What was asked for last, whether it has a name or not.</summary>
    public OrderIntent? Latest { get; set; }

    /// <summary>What was asked for and has no name yet; null when all has one.</summary>
    public OrderIntent? Pending { get; set; }
}
