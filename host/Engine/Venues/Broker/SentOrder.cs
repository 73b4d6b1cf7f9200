using StrategyHost.Plugins;

namespace StrategyHost.Engine.Venues.Broker;

/// <summary>An order as a broker has it. To one that changes no orders, an order of a session's is sent again with each of its new terms.</summary>
/// <param name="order">The session's order.</param>
/// <param name="clientId">What the broker calls it.</param>
/// <param name="number">How often it was sent before.</param>
internal sealed class SentOrder(Order order, string clientId, int number)
{
    private const int MostNumber = 720;

    public Order Order => order;

    public string ClientId => clientId;

    public int Number => number;

    /// <summary>What was filled of it before it was sent like this.</summary>
    public decimal FilledBefore { get; } = order.Filled;

    /// <summary>Whether it is being ended, to be sent again with new terms.</summary>
    public bool IsBeingReplaced { get; set; }

    /// <summary>Why the session ended it; null while it has not, or gives no reason.</summary>
    public string? CancelReason { get; set; }

    /// <summary>How it ended, while executions are missing; null otherwise.</summary>
    public OrderNews? Ending { get; set; }

    /// <summary>Whether there is a name left for another like it.</summary>
    public bool CanBeReplaced => number < MostNumber;

    /// <summary>Whether an order has the terms that the broker shows. The stop of one that trails moves by itself, and is not a change of terms.</summary>
    public bool HasTerms(BrokerOrder shown) => order.Quantity == FilledBefore + shown.Quantity
        && (order.Trail is not null || (order.LimitPrice == shown.LimitPrice && (order.StopPrice == shown.StopPrice || order.IsTriggered)));
}
