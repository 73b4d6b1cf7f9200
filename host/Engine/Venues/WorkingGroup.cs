namespace StrategyHost.Engine.Venues;

/// <summary>Resting orders of which a bar fills one at most.</summary>
public sealed class WorkingGroup(IReadOnlyList<Order> orders)
{
    private readonly List<WorkingOrder> legs = [];

    /// <summary>Its orders, those that are not at the venue yet included.</summary>
    public IReadOnlyList<Order> Orders { get; } = orders;

    /// <summary>Those at the venue: stops first, otherwise in the order of their arrival.</summary>
    public IReadOnlyList<WorkingOrder> Legs => legs;

    /// <summary>When it was worked last, UTC.</summary>
    public DateTime WorkedAt { get; set; }

    /// <summary>When one of them was filled last, UTC.</summary>
    public DateTime FilledAt { get; set; }

    /// <summary>Adds an order that has come to the venue.</summary>
    public void Add(WorkingOrder leg)
    {
        int place = IsStop(leg) ? legs.FindIndex(l => !IsStop(l)) : -1;
        legs.Insert(place < 0 ? legs.Count : place, leg);
        leg.Group = this;
    }

    private static bool IsStop(WorkingOrder leg) =>
        leg.Order.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop or OrderType.TrailingStopLimit;
}
