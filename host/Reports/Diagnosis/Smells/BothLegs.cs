using System.Globalization;

namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>More than one leg of a group that filled whole.</summary>
public static class BothLegs
{
    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result)
    {
        var groups = Enumerable.Range(0, result.Orders.Count)
            .Where(i => result.Orders[i, "oco_group"].Length > 0 && result.Orders[i, "status"] == "Filled")
            .GroupBy(i => result.Orders[i, "oco_group"])
            .Where(g => g.Count() > 1).ToList();
        return groups.Count == 0 ? null : new Smell(
            "both legs filled",
            string.Create(CultureInfo.InvariantCulture,
                $"In {groups.Count} groups of linked orders more than one filled; the first is group {groups[0].Key}."),
            "Where one should cancel the other, link the orders with Oco; partial fills share a group only with Ouo.");
    }
}
