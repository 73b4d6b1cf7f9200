namespace StrategyHost.Budgets;

/// <summary>A strategy has used more in one event than it may. Nothing in a script can catch it.</summary>
internal sealed class BudgetException(BudgetLimit limit, string message) : Exception(message)
{
    /// <summary>The limit.</summary>
    public BudgetLimit Limit { get; } = limit;
}
