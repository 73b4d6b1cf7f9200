using StrategyHost.Plugins;

namespace StrategyHost.Engine.Venues.Broker;

/// <summary>An order as a broker has it. To one that changes no orders, an order of a session's is sent again with each of its new
/// terms.</summary>
/// <param name="order">The session's order.</param>
/// <param name="clientId">What the broker calls it.</param>
/// <param name="number">How often it was sent before.</param>
internal sealed class SentOrder(Order order, string clientId, int number)
{
    private const int MostNumber = 720;

    public Order Order => order;

    public string ClientId => clientId;

    public int Number => number;

    /// <summary>The terms with which it was sent, or which the broker has shown since: the quantity is this sending's own.</summary>
    public OrderChange Terms { get; set; } = new(order.Remaining, order.LimitPrice, order.StopPrice);

    /// <summary>The terms that the broker was asked for, and has not answered; null when it has answered all.</summary>
    public OrderChange? Wished { get; set; }

    /// <summary>The terms, of the whole order, with which it is sent again once it has ended; null when it is not.</summary>
    public OrderChange? Next { get; set; }

    /// <summary>Whether its end was asked for, and the broker has not answered.</summary>
    public bool IsCancelWished { get; set; }

    /// <summary>Whether it is being ended, to be sent again with <see cref="Next"/>.</summary>
    public bool IsBeingReplaced => Next is not null;

    /// <summary>What was filled of it under this name.</summary>
    public decimal Filled { get; set; }

    /// <summary>The executions of it that were taken, by the broker's names for them.</summary>
    public HashSet<string> Executions { get; } = new(StringComparer.Ordinal);

    /// <summary>What was filled of the order under other names.</summary>
    public decimal FilledElsewhere => order.Filled - Filled;

    /// <summary>Why the session ended it; null while it has not, or gives no reason.</summary>
    public string? CancelReason { get; set; }

    /// <summary>How it ended, while executions are missing; null otherwise.</summary>
    public OrderReport? Ending { get; set; }

    /// <summary>Whether it has ended at the broker.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Whether there is a name left for another like it.</summary>
    public bool CanBeReplaced => number < MostNumber;

    /// <summary>What was asked for last, of the whole order.</summary>
    public OrderChange Asked => Next ?? Whole(Wished ?? Terms);

    /// <summary>Terms of this sending as terms of the whole order.</summary>
    public OrderChange Whole(OrderChange own) => own with { Quantity = own.Quantity + FilledElsewhere };

    /// <summary>Whether the order has the terms that the broker shows. The stop of one that trails moves by itself, and is not a change of
    /// terms.</summary>
    public bool IsAsShown => order.Quantity == Terms.Quantity + FilledElsewhere
        && (order.Trail is not null || (order.LimitPrice == Terms.LimitPrice && (order.StopPrice == Terms.StopPrice || order.IsTriggered)));
}
