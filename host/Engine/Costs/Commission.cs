namespace StrategyHost.Engine.Costs;

/// <summary>What a broker takes for a fill.</summary>
public abstract record Commission
{
    /// <summary>The charge in the instrument's currency.</summary>
    /// <param name="quantity">The filled quantity, above zero.</param>
    /// <param name="price">The fill's price.</param>
    /// <param name="multiplier">The instrument's multiplier.</param>
    public abstract decimal Of(decimal quantity, decimal price, decimal multiplier);
}
