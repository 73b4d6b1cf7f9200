namespace StrategyHost.Engine.Runs;

/// <summary>One of several runs that make up a result.</summary>
/// <param name="Session">Its number.</param>
/// <param name="From">When it begins, UTC.</param>
/// <param name="To">When its latest event was, UTC.</param>
/// <param name="InitialCash">The cash with which it began.</param>
/// <param name="FinalEquity">What it was worth at the end.</param>
/// <param name="Deposit">What was paid in before it, beyond what the former run left; below zero for what was paid out.</param>
public sealed record RunPart(long Session, DateTime From, DateTime To, decimal InitialCash, double FinalEquity, double Deposit);
