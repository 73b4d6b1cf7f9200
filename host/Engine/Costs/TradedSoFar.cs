namespace StrategyHost.Engine.Costs;

/// <summary>What earlier fills of an order have traded; all zero before the first.</summary>
/// <param name="Quantity">How much, not below zero.</param>
/// <param name="Value">What it was worth, in the instrument's currency.</param>
/// <param name="MonthQuantity">How much the account had traded in the calendar month of the order's first fill before it.</param>
public readonly record struct TradedSoFar(decimal Quantity, decimal Value, decimal MonthQuantity)
{
    /// <summary>The same with one more fill.</summary>
    public TradedSoFar With(in Deal deal) => new(Quantity + deal.Quantity, Value + deal.Value, deal.MonthQuantityBeforeOrder);
}
