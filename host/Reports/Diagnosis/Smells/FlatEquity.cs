using System.Globalization;

namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>Equity that hardly ever moves, although something was traded.</summary>
public static class FlatEquity
{
    private const double Limit = 0.5;

    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result)
    {
        var equity = result.Equity.Numbers("equity").ToList();
        if (equity.Count < 3 || result.Fills.Count == 0) return null;
        int longest = 0, current = 0;
        for (int i = 1; i < equity.Count; i++)
        {
            current = equity[i] == equity[i - 1] ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        double part = (double)longest / equity.Count;
        return part <= Limit ? null : new Smell(
            "flat equity",
            string.Create(CultureInfo.InvariantCulture, $"Equity stands still for {longest:N0} of {equity.Count:N0} events in a row."),
            "Look whether the strategy stopped trading: for want of cash, after a denial, or because a condition never comes true again.");
    }
}
