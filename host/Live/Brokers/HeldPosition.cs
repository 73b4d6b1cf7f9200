namespace StrategyHost.Live.Brokers;

/// <summary>What the sessions of an account hold of a symbol together, by their own executions.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Quantity">How much: negative for short.</param>
/// <param name="Entry">The mean entry price when one session alone holds it and nothing is nobody's; null otherwise.</param>
/// <param name="External">How much more is known to be nobody's.</param>
internal sealed record HeldPosition(string Symbol, decimal Quantity, decimal? Entry, decimal External);
