using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>What is known about an order of a session.</summary>
/// <param name="clientId">What the host calls it.</param>
internal sealed class KnownOrder(string clientId)
{
    public string ClientId => clientId;

    /// <summary>The order as it was to be sent; null while only what the broker says of it is known.</summary>
    public OrderTicket? Ticket { get; set; }

    /// <summary>Whether the broker may have it: it was handed over, now or before a restart. What the broker shows of another one was not
    /// made by this journal.</summary>
    public bool IsHandedOver { get; set; }

    /// <summary>How the broker last showed it; null while it has not.</summary>
    public BrokerOrder? Shown { get; set; }

    /// <summary>Whether it has left memory: that it has ended is all that is known of it.</summary>
    public bool IsForgotten { get; private init; }

    /// <summary>Whether it counts as finished: it will be forgotten.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>The sum of its executions that are known.</summary>
    public decimal Filled { get; set; }

    /// <summary>Whether it can still fill, for all that is known.</summary>
    public bool IsOpen => Shown is null || OrderLife.IsOpen(Shown.Status);

    /// <summary>Whether the broker has filled more of it than the executions that are known.</summary>
    public bool LacksExecutions => Shown is not null && Shown.Filled > Filled;

    /// <summary>Whether it has ended, and all of its executions are known.</summary>
    public bool IsFinished => !IsOpen && !LacksExecutions;

    /// <summary>Whether it is settled: it works or has ended, and all of its executions are known.</summary>
    public bool IsSettled =>
        Shown is not null && !LacksExecutions
            && Shown.Status is not (OrderStatus.Submitted or OrderStatus.PendingCancel or OrderStatus.PendingReplace);

    /// <summary>The order as the broker shows it, or would if it had taken it.</summary>
    public BrokerOrder AsShown => Shown ?? AsTaken(Ticket!);

    /// <summary>An order that has ended and left memory.</summary>
    public static KnownOrder Forgotten(string clientId) => new(clientId)
    {
        IsForgotten = true,
        IsHandedOver = true,
        Shown = new BrokerOrder { ClientId = clientId, Symbol = "", Side = Side.Buy, Quantity = 0, Status = OrderStatus.Cancelled },
    };

    /// <summary>An order as a broker would show it that has just taken it.</summary>
    public static BrokerOrder AsTaken(OrderTicket ticket) => new()
    {
        ClientId = ticket.ClientId,
        Symbol = ticket.Symbol,
        Side = ticket.Side,
        Quantity = ticket.Quantity,
        LimitPrice = ticket.LimitPrice,
        StopPrice = ticket.StopPrice,
        Status = OrderStatus.Submitted,
    };
}
