namespace StrategyHost.Engine.Venues;

/// <summary>What a venue says of the orders it was given.</summary>
public interface IExecutionListener
{
    /// <summary>The order works now, or works on as it did.</summary>
    void Accepted(Order order);

    /// <summary>The venue refuses the order.</summary>
    void Rejected(Order order, string reason);

    /// <summary>The venue has filled a part of the order, and refuses what is left of it.</summary>
    void RestRejected(Order order, string reason);

    /// <summary>The order, or a part of it, has traded. An exchange can also fill an order that had ended, or more of it than was left:
    /// that is booked and said.</summary>
    void Filled(Order order, Fill fill);

    /// <summary>A quantity that belonged to nobody is the account's from now on.</summary>
    /// <param name="fill">What it is booked as: an execution of no order.</param>
    void Adopted(Fill fill);

    /// <summary>A change of terms is on its way; the order can still fill.</summary>
    void ReplacePending(Order order);

    /// <summary>A cancellation is on its way; the order can still fill.</summary>
    void CancelPending(Order order);

    /// <summary>The venue refuses to cancel or to change the order, which works on as it did.</summary>
    void RequestRejected(Order order, string reason);

    /// <summary>The order has ended before it was filled.</summary>
    void Cancelled(Order order, string? reason);

    /// <summary>The order's time in force is over.</summary>
    void Expired(Order order, string reason);

    /// <summary>The order has new terms. With a quantity that is filled already it has ended.</summary>
    void Replaced(Order order, decimal quantity, decimal? limitPrice, decimal? stopPrice);
}
