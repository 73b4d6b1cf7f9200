using System.Globalization;

namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>A Sharpe ratio that so short or so rare a trading cannot support.</summary>
public static class TooFewTrades
{
    private const double Confidence = 0.95;
    private const int LeastTrades = 30;

    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result)
    {
        if (result.Number("sharpe") is not { } sharpe || sharpe <= 0) return null;
        double probability = result.Number("probabilisticSharpe") ?? 0;
        int trades = result.Trades.Count;
        return probability >= Confidence && trades >= LeastTrades ? null : new Smell(
            "too little evidence",
            string.Create(CultureInfo.InvariantCulture,
                $"A Sharpe ratio of {sharpe:0.00} rests on {trades} closed trades; the probability that it is above zero at all is "
                    + $"{probability * 100:0.#} %."),
            "Test it over more years or more symbols before believing it.");
    }
}
