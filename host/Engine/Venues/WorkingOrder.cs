using System.Diagnostics.CodeAnalysis;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Venues;

/// <summary>An order that rests at the simulated venue, with its prices as the fill rules compare them.</summary>
public sealed class WorkingOrder
{
    /// <summary>An order that starts to rest.</summary>
    /// <inheritdoc cref="Rest"/>
    public WorkingOrder(Order order, Market market, DateTime actsFrom) => Rest(order, market, actsFrom);

    /// <summary>Stands for another order from now on, that starts to rest.</summary>
    /// <param name="order">The order.</param>
    /// <param name="market">Where it trades.</param>
    /// <param name="actsFrom">When it is there: it acts on bars that begin at that time or later.</param>
    [MemberNotNull(nameof(Order), nameof(Market))]
    public void Rest(Order order, Market market, DateTime actsFrom)
    {
        Order = order;
        Market = market;
        ActsFrom = actsFrom;
        CancelledFrom = null;
        Group = null;
        ExpiresAfter = null;
        ExpiresAfterDate = null;
        HasMetQuote = false;
        BarsMet = 0;
        Traded = default;
        TakeTerms();
        if (order.TimeInForce.Kind == TimeInForceKind.Day && market.Calendar.SessionAt(actsFrom) is { } session)
            ExpiresAfter = session.Close;
    }

    /// <summary>The order.</summary>
    public Order Order { get; private set; }

    /// <summary>Where it trades.</summary>
    public Market Market { get; private set; }

    /// <summary>When it is there, UTC.</summary>
    public DateTime ActsFrom { get; private set; }

    /// <summary>From when on a cancellation holds, UTC; null when none is under way.</summary>
    public DateTime? CancelledFrom { get; set; }

    /// <summary>The group that it belongs to; null for none.</summary>
    public WorkingGroup? Group { get; set; }

    /// <summary>Whether it buys.</summary>
    public bool IsBuy => Order.Side == Side.Buy;

    /// <summary>The limit price; NaN without one.</summary>
    public double Limit { get; private set; }

    /// <summary>The stop price; NaN without one.</summary>
    public double Stop { get; private set; }

    /// <summary>The session after which a day order has expired; null until it is known, and for other orders.</summary>
    public DateTime? ExpiresAfter { get; private set; }

    /// <summary>The trading date after which a day order has expired, where sessions are not known.</summary>
    public DateOnly? ExpiresAfterDate { get; set; }

    /// <summary>Whether it has met a quote.</summary>
    public bool HasMetQuote { get; set; }

    /// <summary>On how many bars it could act so far.</summary>
    public int BarsMet { get; set; }

    /// <summary>What it has traded here so far, which its fees depend on. A fill that ends it is not counted.</summary>
    public TradedSoFar Traded { get; set; }

    /// <summary>Reads the order's prices again after a change.</summary>
    public void TakeTerms()
    {
        Limit = Order.LimitPrice is { } limit ? (double)limit : double.NaN;
        Stop = Order.StopPrice is { } stop ? (double)stop : double.NaN;
    }
}
