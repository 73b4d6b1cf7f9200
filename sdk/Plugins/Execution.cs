namespace StrategyHost.Plugins;

/// <summary>An execution as the broker shows it.</summary>
/// <param name="Id">The broker's name for it: the same whenever it is asked, and of no other execution of the account.</param>
/// <param name="ClientId">What the host called the order; null when it was not the host that made it.</param>
/// <param name="Symbol">The instrument's symbol.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Quantity">How much, above zero, in units of the instrument.</param>
/// <param name="Price">At what price.</param>
/// <param name="Commission">What it cost, in the account's currency; negative for a rebate.</param>
/// <param name="Time">When it happened, UTC.</param>
/// <param name="Liquidity">Whether it took or gave liquidity.</param>
public sealed record Execution(
    string Id, string? ClientId, string Symbol, Side Side, decimal Quantity, decimal Price, decimal Commission, DateTime Time,
    Liquidity Liquidity);
