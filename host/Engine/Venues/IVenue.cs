using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Venues;

/// <summary>
/// Where orders go. What becomes of them is reported to <see cref="IVenueReports"/>, always from within one of these calls.
/// </summary>
public interface IVenue
{
    /// <summary>Whether <see cref="Work"/> wants bars on which no order is open too. It is the same throughout a run.</summary>
    bool NeedsEveryBar { get; }

    /// <summary>Works resting orders against what the markets have just shown, or hands over what the broker has said.</summary>
    /// <param name="time">The run's time, UTC.</param>
    /// <param name="updated">The markets that have a new bar.</param>
    void Work(DateTime time, ReadOnlySpan<Market> updated);

    /// <summary>Works the orders that ask for the price at which the event ends, after the strategy's handlers have run.</summary>
    /// <param name="time">The run's time, UTC.</param>
    /// <param name="updated">The markets that have a new bar.</param>
    void WorkAtClose(DateTime time, ReadOnlySpan<Market> updated);

    /// <summary>Takes an order; it acts from the next event on.</summary>
    void Submit(Order order, Market market);

    /// <summary>Ends an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="reason">Why; null when the strategy wants it.</param>
    void Cancel(Order order, string? reason);

    /// <summary>Tells that orders are linked, so that one event fills one of them at most. Their effects on each other come as calls of their own.</summary>
    void Group(IReadOnlyList<Order> orders);

    /// <summary>Changes an order's terms.</summary>
    void Replace(Order order, decimal quantity, decimal? limitPrice, decimal? stopPrice);
}
