using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Engine.Venues;

/// <summary>
/// Where orders go. What becomes of them is reported to <see cref="IExecutionListener"/>, always from within one of these calls.
/// </summary>
public interface IVenue
{
    /// <summary>Whether <see cref="Work"/> wants bars on which no order is open too. It is the same throughout a run.</summary>
    bool NeedsEveryBar { get; }

    /// <summary>
    /// Whether fills can cross with what was asked for: two linked orders can both fill, and a closing one can fill more than there is to
    /// close. Not so where the venue is part of the run. It is the same throughout a run.
    /// </summary>
    bool CanOverfill { get; }

    /// <summary>Works resting orders against what the markets have just shown.</summary>
    /// <param name="time">The run's time, UTC.</param>
    /// <param name="updated">The markets that have a new bar.</param>
    void Work(DateTime time, ReadOnlySpan<Market> updated);

    /// <summary>Works the orders that ask for the price at which the event ends, after the strategy's handlers have run.</summary>
    /// <param name="time">The run's time, UTC.</param>
    /// <param name="updated">The markets that have a new bar.</param>
    void WorkAtClose(DateTime time, ReadOnlySpan<Market> updated);

    /// <summary>Takes what a broker has said.</summary>
    /// <exception cref="InvalidOperationException">There is no broker behind this venue.</exception>
    void Take(BrokerEvent said) => throw new InvalidOperationException($"{said} came to a venue that has no broker.");

    /// <summary>Whether nothing is expected any more of an order that has ended, for all that is known.</summary>
    bool HasDone(Order order) => true;

    /// <summary>Forgets an order that has ended.</summary>
    /// <returns>Whether something may be heard of it all the same, as where it was sent to a broker.</returns>
    bool Forget(Order order) => false;

    /// <summary>Takes an order; it acts from the next event on.</summary>
    void Submit(Order order, Market market);

    /// <summary>Ends an order, as the strategy or a person wants.</summary>
    void Cancel(Order order);

    /// <summary>Ends an order that depends on others, after a fill of one of them. Where the venue is part of the run this takes no
    /// time.</summary>
    /// <param name="order">The order.</param>
    /// <param name="reason">Why.</param>
    void CancelContingent(Order order, string reason);

    /// <summary>Tells that orders are linked, so that one event fills one of them at most. Their effects on each other come as calls of
    /// their own.</summary>
    void Group(IReadOnlyList<Order> orders);

    /// <summary>Changes an order's terms. Null keeps what was asked for last, whether the venue has answered that or not.</summary>
    /// <param name="order">The order.</param>
    /// <param name="quantity">The whole quantity, what has been filled included.</param>
    /// <param name="limitPrice">The limit.</param>
    /// <param name="stopPrice">The stop.</param>
    void Replace(Order order, decimal? quantity, decimal? limitPrice, decimal? stopPrice);
}
