namespace StrategyHost.Engine.Orders;

/// <summary>An order of a group, through all the times that it was made: one that its parent's later fills need again is made
/// anew.</summary>
/// <param name="order">The order.</param>
/// <param name="parent">The order whose fills it waits for; null for none.</param>
internal sealed class ContingencyLeg(Order order, Order? parent)
{
    /// <summary>The order as it was made last.</summary>
    public Order Order { get; private set; } = order;

    /// <summary>The order whose fills it waits for; null for none.</summary>
    public Order? Parent => parent;

    /// <summary>The quantity that the strategy asked for.</summary>
    public decimal Asked { get; set; } = order.Quantity;

    /// <summary>Its group.</summary>
    public ContingencyGroup Group { get; set; } = null!;

    /// <summary>Whether the host is ending it, or has, since there was nothing left for it.</summary>
    public bool IsYielding { get; set; }

    /// <summary>Whether it has ended for good: by the strategy, a person, the venue or the risk engine, or since its position is
    /// gone.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether the venue has ended it though nobody asked for that: one that only reduces ends there with its position.</summary>
    public bool IsEndedByVenue { get; set; }

    /// <summary>Whether the venue has refused to change it: it is ended and made anew instead.</summary>
    public bool CannotBeChanged { get; set; }

    /// <summary>What it has filled, in all the times that it was made.</summary>
    public decimal Filled => filledBefore + Order.Filled;

    /// <summary>What it may fill in all, by what its parent has filled.</summary>
    public decimal ReleasedBy(decimal lot) =>
        parent is null ? Asked : ContingentQuantity.Released(Asked, parent.Filled, parent.Quantity, lot);

    /// <summary>Whether it exits from what its parent enters: it may only make a position smaller.</summary>
    public bool IsExit => parent is not null && Order.IsReduceOnly;

    /// <summary>Whether something may come of it: it can fill, or be made anew.</summary>
    public bool IsAlive => Order.IsOpen || (!IsOver && parent is { IsOpen: true });

    private decimal filledBefore;

    /// <summary>Goes on as another order.</summary>
    public void Renew(Order next)
    {
        filledBefore += Order.Filled;
        Order = next;
        IsYielding = false;
        IsEndedByVenue = false;
        CannotBeChanged = false;
    }
}
