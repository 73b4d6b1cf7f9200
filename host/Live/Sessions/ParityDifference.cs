namespace StrategyHost.Live.Sessions;

/// <summary>An order that a session and a backtest of the same hours did not make or fill alike.</summary>
/// <param name="Time">When it was made, in the session's time, UTC.</param>
/// <param name="Order">The order, in a line.</param>
/// <param name="Cause">Why.</param>
/// <param name="Session">How it was in the session.</param>
/// <param name="Backtest">How it is in the backtest.</param>
public sealed record ParityDifference(DateTime Time, string Order, ParityCause Cause, string Session, string Backtest);
