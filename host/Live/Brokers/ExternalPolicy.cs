namespace StrategyHost.Live.Brokers;

/// <summary>What becomes of what an account holds that no deployment has bought: manual orders, other programs, earlier sessions.</summary>
public enum ExternalPolicy
{
    /// <summary>Deployments that trade the symbol may only make positions smaller until a person decides.</summary>
    Reduce,

    /// <summary>It is left alone, and not counted.</summary>
    Ignore,

    /// <summary>The first deployment that trades the symbol takes it over.</summary>
    Adopt,

    /// <summary>It is closed at the market.</summary>
    Flatten,
}
