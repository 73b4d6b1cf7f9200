using System.Globalization;

namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>Market orders that filled long after they were made: the price at which they were decided had gone by then.</summary>
public static class StalePrices
{
    private const double UsualSteps = 10;

    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result)
    {
        var times = Enumerable.Range(0, result.Equity.Count).Select(i => StoredResult.Time(result.Equity[i, "time"])!.Value).ToList();
        if (times.Count < 3) return null;
        var steps = times.Zip(times.Skip(1), (a, b) => b - a).Order().ToList();
        var limit = steps[steps.Count / 2] * UsualSteps;
        var late = Enumerable.Range(0, result.Orders.Count)
            .Where(i => result.Orders[i, "type"] == "Market" && result.Orders[i, "status"] == "Filled")
            .Select(i => (Id: result.Orders[i, "id"],
                Wait: StoredResult.Time(result.Orders[i, "closed"]) - StoredResult.Time(result.Orders[i, "submitted"])))
            .Where(o => o.Wait > limit).ToList();
        if (late.Count == 0) return null;
        var longest = late.MaxBy(o => o.Wait);
        return new Smell(
            "stale prices",
            string.Create(CultureInfo.InvariantCulture,
                $"{late.Count} market orders waited more than {UsualSteps} usual steps for a price; order {longest.Id} waited "
                    + $"{longest.Wait!.Value.TotalDays:0.##} days."),
            "Look for gaps with 'data check', or use data that has prices when the strategy decides.");
    }
}
