namespace StrategyHost.Engine.Costs;

/// <summary>What holding costs and earns, as yearly rates; each day is a 365th of a year.</summary>
public sealed record FinancingRates
{
    /// <summary>What borrowed shares cost, of the value of short positions, as a ratio.</summary>
    public decimal Borrow { get; init; }

    /// <summary>What cash above zero earns, as a ratio.</summary>
    public decimal Cash { get; init; }

    /// <summary>What cash below zero costs, as a ratio.</summary>
    public decimal Debt { get; init; }

    /// <summary>Whether anything is charged.</summary>
    public bool IsAny => Borrow != 0 || Cash != 0 || Debt != 0;
}
