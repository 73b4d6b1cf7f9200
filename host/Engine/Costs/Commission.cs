namespace StrategyHost.Engine.Costs;

/// <summary>What a broker, an exchange or a state takes for trading.</summary>
public abstract record Commission
{
    /// <summary>The charge for a fill in the instrument's currency, given what its order has traded before; negative for a
    /// rebate.</summary>
    public abstract decimal Of(in Deal deal);
}
