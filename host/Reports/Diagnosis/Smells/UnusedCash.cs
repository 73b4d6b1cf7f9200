using System.Globalization;

namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>Money that never works.</summary>
public static class UnusedCash
{
    private const double LeastExposure = 0.1;

    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result) =>
        result.Number("exposure") is { } exposure && exposure < LeastExposure && result.Fills.Count > 0
            ? new Smell(
                "unused cash",
                string.Create(CultureInfo.InvariantCulture, $"On average {exposure * 100:0.0} % of equity was in the market."),
                "Compare returns with what the money at work earned, or give the account less cash: ratios such as the return are diluted.")
            : null;
}
