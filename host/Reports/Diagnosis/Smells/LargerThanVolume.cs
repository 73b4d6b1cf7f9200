using System.Globalization;

namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>Fills that no market could have given.</summary>
public static class LargerThanVolume
{
    private const double Limit = 0.1;

    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result) => result.Number("largestVolumeShare") is { } share && share > Limit
        ? new Smell(
            "larger than the market",
            string.Create(CultureInfo.InvariantCulture, $"One fill was {share * 100:0.#} % of its bar's volume."),
            "Run it with --participation 10% and an impact such as --slippage 1sqrt, or trade less at a time.")
        : null;
}
