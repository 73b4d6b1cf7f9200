namespace StrategyHost;

/// <summary>What a fill of one order of a group does to the others.</summary>
public enum OrderLink
{
    /// <summary>Any fill, even a part, cancels the others (OCO).</summary>
    OneCancelsOther,

    /// <summary>A fill takes its quantity from the others, and cancels them when nothing is left (OUO).</summary>
    OneUpdatesOther,
}
