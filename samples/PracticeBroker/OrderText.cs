namespace PracticeBroker;

/// <summary>An order as a client sends it.</summary>
public sealed record OrderText(string ClientId, string Symbol, string Side, decimal Quantity, string Type, decimal? LimitPrice,
    decimal? StopPrice, string TimeInForce);

/// <summary>New terms of an order.</summary>
public sealed record ChangeText(decimal Quantity, decimal? LimitPrice, decimal? StopPrice);
