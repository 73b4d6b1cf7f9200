namespace ExchangeServers;

/// <summary>An order as it is, or was after one of its executions.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ClientId">The client's name for it.</param>
/// <param name="Symbol">What it trades.</param>
/// <param name="IsBuy">Whether it buys.</param>
/// <param name="Quantity">The whole quantity.</param>
/// <param name="Limit">Its limit; null for none.</param>
/// <param name="Stop">The price that it waits for; null for none.</param>
/// <param name="IsTriggered">Whether it has waited for its price, or need not.</param>
/// <param name="TimeInForce">As the client said it.</param>
/// <param name="Status">Accepted, PartiallyFilled, Filled or Cancelled.</param>
/// <param name="Filled">What is filled.</param>
/// <param name="Cost">What that cost.</param>
/// <param name="Fee">What was paid for it.</param>
/// <param name="Created">When it was made, in milliseconds.</param>
public sealed record OrderView(
    long Id, string ClientId, string Symbol, bool IsBuy, decimal Quantity, decimal? Limit, decimal? Stop, bool IsTriggered,
    string TimeInForce, string Status, decimal Filled, decimal Cost, decimal Fee, long Created)
{
    /// <summary>From where on orders that wait for a price are numbered, where those have names of their own.</summary>
    public const long FirstWaitingId = 7_000_000_000;

    /// <summary>What an order that waits for a price is called, where those have names of their own.</summary>
    public long WaitingId => FirstWaitingId + Id;

    /// <summary>Whether its price has not been reached.</summary>
    public bool IsWaiting => Stop is not null && !IsTriggered;

    public bool IsOpen => Status is "Accepted" or "PartiallyFilled";

    public decimal Left => Quantity - Filled;
}
