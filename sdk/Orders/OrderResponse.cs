namespace StrategyHost;

/// <summary>The answer to a cancellation or a change of an order: whether it is on its way, and why not otherwise. It reads as a
/// boolean.</summary>
/// <param name="Error">Why nothing was done, in a sentence; null when the request was taken.</param>
public readonly record struct OrderResponse(string? Error)
{
    /// <summary>The request was taken.</summary>
    public static OrderResponse Success { get; }

    /// <summary>Whether the request was taken.</summary>
    public bool IsSuccess => Error is null;

    /// <summary>Whether the request was taken.</summary>
    public static implicit operator bool(OrderResponse response) => response.IsSuccess;

    /// <summary><c>done</c>, or why nothing was done.</summary>
    public override string ToString() => Error ?? "done";
}
