namespace StrategyHost.Engine.Orders;

/// <summary>Orders of which a fill of one acts on the others. A child that is linked with none is a group of its own.</summary>
/// <param name="link">What a fill of one does to the others.</param>
internal sealed class ContingencyGroup(OrderLink link)
{
    /// <summary>What a fill of one does to the others.</summary>
    public OrderLink Link => link;

    /// <summary>Its legs.</summary>
    public List<ContingencyLeg> Legs { get; } = [];

    /// <summary>What was filled beyond what it allows, and is undone, or on its way to be.</summary>
    public decimal Undone { get; set; }

    /// <summary>What all of its legs have filled.</summary>
    public decimal Filled
    {
        get
        {
            decimal filled = 0;
            foreach (var leg in Legs) filled += leg.Filled;
            return filled;
        }
    }

    /// <summary>The largest quantity that one of its legs may fill; where one cancels the others, what the first that was filled
    /// may.</summary>
    public decimal AllowedBy(decimal lot)
    {
        decimal allowed = 0;
        foreach (var leg in Legs)
        {
            if (link == OrderLink.OneCancelsOther && First is not null && leg != First) continue;
            allowed = Math.Max(allowed, leg.ReleasedBy(lot));
        }

        return allowed;
    }

    /// <summary>What a leg should still be able to fill.</summary>
    public decimal OpenOf(ContingencyLeg leg, decimal lot)
    {
        if (link == OrderLink.OneUpdatesOther) return ContingentQuantity.Open(leg.ReleasedBy(lot), leg.Filled, Filled - leg.Filled, Undone);

        // Where one cancels the others, what these have filled is undone whole, and takes nothing from the first.
        return First is null || First == leg ? ContingentQuantity.Open(leg.ReleasedBy(lot), leg.Filled, othersFilled: 0, undone: 0) : 0;
    }

    /// <summary>The leg that was filled first; null before any was.</summary>
    public ContingencyLeg? First { get; set; }

    /// <summary>Whether something may come of any leg.</summary>
    public bool IsAlive
    {
        get
        {
            foreach (var leg in Legs)
            {
                if (leg.IsAlive) return true;
            }

            return false;
        }
    }
}
