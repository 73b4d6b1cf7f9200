namespace StrategyHost.Engine.Costs;

/// <summary>What a broker, an exchange or a state takes for a fill.</summary>
public abstract record Commission
{
    /// <summary>The charge in the instrument's currency; negative for a rebate.</summary>
    public abstract decimal Of(in Deal deal);
}
