using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Venues;

/// <summary>An order that rests at the simulated venue, with its prices as the fill rules compare them.</summary>
public sealed class WorkingOrder
{
    /// <summary>An order that starts to rest.</summary>
    public WorkingOrder(Order order, Market market)
    {
        Order = order;
        Market = market;
        TakeTerms();
    }

    /// <summary>The order.</summary>
    public Order Order { get; }

    /// <summary>Where it trades.</summary>
    public Market Market { get; }

    /// <summary>Whether it buys.</summary>
    public bool IsBuy => Order.Side == Side.Buy;

    /// <summary>The limit price; NaN without one.</summary>
    public double Limit { get; private set; }

    /// <summary>The stop price; NaN without one.</summary>
    public double Stop { get; private set; }

    /// <summary>The session after which a day order has expired; null until it is known, and for other orders.</summary>
    public DateTime? ExpiresAfter { get; set; }

    /// <summary>The trading date after which a day order has expired, where sessions are not known.</summary>
    public DateOnly? ExpiresAfterDate { get; set; }

    /// <summary>Reads the order's prices again after a change.</summary>
    public void TakeTerms()
    {
        Limit = Order.LimitPrice is { } limit ? (double)limit : double.NaN;
        Stop = Order.StopPrice is { } stop ? (double)stop : double.NaN;
    }
}
