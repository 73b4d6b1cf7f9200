using System.Globalization;

namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>Parameters near the ends of their ranges: the best value may lie beyond, or there is none.</summary>
public static class EndOfRange
{
    private const double Near = 0.05;

    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result)
    {
        var near = result.Parameters()
            .Where(p => p.Most > p.Least && Math.Min(p.Value - p.Least, p.Most - p.Value) < Near * (p.Most - p.Least)).ToList();
        return near.Count == 0 ? null : new Smell(
            "parameters at the end of their range",
            string.Join(" ",
                near.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name} = {p.Value} of {p.Least} to {p.Most}."))),
            "Widen the range and see whether the result holds on both sides of the value.");
    }
}
