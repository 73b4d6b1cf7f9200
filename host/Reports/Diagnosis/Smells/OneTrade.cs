using System.Globalization;

namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>One trade that carries the result.</summary>
public static class OneTrade
{
    private const double Limit = 0.5;

    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result)
    {
        var profits = result.Trades.Numbers("net_pnl").ToList();
        double total = profits.Sum();
        if (profits.Count < 2 || total <= 0 || profits.Max() <= Limit * total) return null;
        int best = profits.IndexOf(profits.Max());
        return new Smell(
            "one trade carries the result",
            string.Create(CultureInfo.InvariantCulture,
                $"The trade of {result.Trades[best, "symbol"]} from {result.Trades[best, "entry_time"]} earned {profits[best]:N2} of "
                    + $"{total:N2}."),
            "Judge the strategy without that trade; luck of this kind does not repeat.");
    }
}
