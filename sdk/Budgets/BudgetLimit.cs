namespace StrategyHost.Budgets;

/// <summary>What one event of a strategy can use too much of.</summary>
internal enum BudgetLimit
{
    /// <summary>Turns of loops and calls of functions.</summary>
    Steps,

    /// <summary>Time on the clock.</summary>
    Time,

    /// <summary>Memory that is allocated, whether or not it is let go.</summary>
    Memory,

    /// <summary>Calls that are under way inside one another.</summary>
    Stack,
}
