namespace StrategyHost.Engine.Orders;

/// <summary>
/// What an order that depends on others should still be able to fill: a pure function of executions that are known and of what the strategy
/// asked. Nothing here looks at terms that are on their way.
/// </summary>
public static class ContingentQuantity
{
    /// <summary>What a child may fill in all, by what its parent has filled: its part of it, in whole lots.</summary>
    /// <param name="asked">The child's quantity when its parent is filled whole.</param>
    /// <param name="parentFilled">What the parent has filled.</param>
    /// <param name="parentQuantity">The parent's whole quantity.</param>
    /// <param name="lot">The instrument's lot size.</param>
    public static decimal Released(decimal asked, decimal parentFilled, decimal parentQuantity, decimal lot)
    {
        if (parentFilled >= parentQuantity) return asked;
        decimal part = asked * parentFilled / parentQuantity;
        return lot > 0 ? Math.Floor(part / lot) * lot : part;
    }

    /// <summary>What a leg should still be able to fill.</summary>
    /// <param name="released">What the leg may fill in all; 0 where another leg has ended it.</param>
    /// <param name="filled">What the leg has filled.</param>
    /// <param name="othersFilled">What the legs that take from it have filled together.</param>
    /// <param name="undone">What was filled beyond what the group allows, and is undone, or on its way to be.</param>
    public static decimal Open(decimal released, decimal filled, decimal othersFilled, decimal undone) =>
        released == 0 ? 0 : Math.Max(0, released + undone - filled - othersFilled);

    /// <summary>How much more a group has filled than it allows.</summary>
    /// <param name="allowed">What it allows: the largest quantity that one of its legs may fill.</param>
    /// <param name="filled">What all of its legs have filled.</param>
    /// <param name="undone">What is undone of it, or on its way to be.</param>
    public static decimal Excess(decimal allowed, decimal filled, decimal undone) => Math.Max(0, filled - allowed - undone);
}
