namespace StrategyHost.Plugins;

/// <summary>Money that came to an account or left it other than by trading.</summary>
/// <param name="Id">The broker's name for it.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Amount">How much: negative when it left.</param>
/// <param name="About">What it was, such as a dividend or a deposit, in the broker's words.</param>
public sealed record CashMovement(string Id, DateTime Time, string Currency, decimal Amount, string About);
