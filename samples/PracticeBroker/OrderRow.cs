namespace PracticeBroker;

/// <summary>An order as clients see it.</summary>
public sealed record OrderRow(string ClientId, string BrokerId, string Symbol, string Side, decimal Quantity, decimal? LimitPrice,
    decimal? StopPrice, string Status, decimal Filled, string? Reason, bool IsTriggered);
