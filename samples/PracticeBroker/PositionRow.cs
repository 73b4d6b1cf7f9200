namespace PracticeBroker;

/// <summary>What is held of a symbol, negative when it was sold short.</summary>
public sealed record PositionRow(string Symbol, decimal Quantity, decimal AveragePrice);
