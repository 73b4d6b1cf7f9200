namespace PracticeBroker;

/// <summary>An execution.</summary>
public sealed record ExecutionRow(string Id, string ClientId, string Symbol, string Side, decimal Quantity, decimal Price,
    decimal Commission, DateTime Time, string Liquidity);
