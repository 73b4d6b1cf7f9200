using System.Globalization;

namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>Orders that never reached the market: the result is not that of the idea.</summary>
public static class DeniedOrders
{
    private const double Limit = 0.05;

    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result)
    {
        var refused = Enumerable.Range(0, result.Orders.Count).Where(i => result.Orders[i, "status"] is "Denied" or "Rejected").ToList();
        if (refused.Count == 0 || refused.Count < Limit * result.Orders.Count) return null;
        return new Smell(
            "orders were refused",
            string.Create(CultureInfo.InvariantCulture,
                $"{refused.Count} of {result.Orders.Count} orders were denied or rejected; the first reason is: "
                    + $"{result.Orders[refused[0], "reason"]}."),
            "Size orders so that they can be paid for, or change the limits on purpose.");
    }
}
