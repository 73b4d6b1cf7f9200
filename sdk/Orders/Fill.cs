namespace StrategyHost;

/// <summary>An execution of an order, whole or in part.</summary>
/// <param name="OrderId">The order's number within the run.</param>
/// <param name="Time">When it happened, UTC: the end of the bar that filled it, in a backtest on bars.</param>
/// <param name="Symbol">The instrument's symbol.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Quantity">How much, above zero, in units of the instrument.</param>
/// <param name="Price">At what price, slippage included.</param>
/// <param name="Commission">What it cost, in the account's currency; negative for a rebate.</param>
/// <param name="Slippage">How much worse than the undisturbed price it was, in money, never negative.</param>
/// <param name="Liquidity">Whether it took or gave liquidity.</param>
public sealed record Fill(
    long OrderId, DateTime Time, string Symbol, Side Side, decimal Quantity, decimal Price, decimal Commission,
    decimal Slippage, Liquidity Liquidity)
{
    /// <summary>The quantity with the side's sign: positive for buys.</summary>
    public decimal SignedQuantity => Side == Side.Buy ? Quantity : -Quantity;
}
