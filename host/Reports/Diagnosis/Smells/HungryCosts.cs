using System.Globalization;

namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>Costs that eat the profit, or are missing.</summary>
public static class HungryCosts
{
    private const double Limit = 0.5;

    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result)
    {
        double costs = (result.Number("commission") ?? 0) + (result.Number("slippage") ?? 0);
        double gross = (result.Number("finalEquity") ?? 0) - (result.Number("initialCash") ?? 0) + costs;
        if (costs == 0 && result.Fills.Count > 0)
            return new Smell("no costs", "Every fill was free.",
                "Run it again with --commission and --slippage as your broker and market have them.");
        return costs > 0 && gross > 0 && costs > Limit * gross
            ? new Smell(
                "costs eat the profit",
                string.Create(CultureInfo.InvariantCulture,
                    $"Commission and slippage took {costs:N2} of {gross:N2} that was earned before them."),
                "Trade less often or with limits; a small error in the cost model decides the result.")
            : null;
    }
}
