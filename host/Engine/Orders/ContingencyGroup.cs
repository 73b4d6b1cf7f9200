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

    /// <summary>What its legs have filled of what it allows.</summary>
    public decimal Filled
    {
        get
        {
            decimal filled = 0;
            foreach (var leg in Legs)
            {
                if (Counts(leg)) filled += leg.Filled;
            }

            return filled;
        }
    }

    /// <summary>Whether a leg's fills count towards what the group allows. Where one cancels the others, those of the other side of the
    /// first that was filled should not have filled at all: they are undone whole, and take nothing from the first.</summary>
    public bool Counts(ContingencyLeg leg) =>
        link != OrderLink.OneCancelsOther || First is null || leg.Order.Side == First.Order.Side;

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
    public decimal OpenOf(ContingencyLeg leg, decimal lot) =>
        link == OrderLink.OneUpdatesOther || First is null || First == leg
            ? ContingentQuantity.Open(leg.ReleasedBy(lot), leg.Filled, Filled - leg.Filled, Undone) : 0;

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
