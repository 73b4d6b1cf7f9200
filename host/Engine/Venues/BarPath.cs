namespace StrategyHost.Engine.Venues;

/// <summary>The way of the price through a bar.</summary>
public static class BarPath
{
    /// <summary>When the path reaches a price: a number that rises along it; the same for every price where no path is assumed.</summary>
    public static double MomentOf(double price, in Bar bar, BarPathModel model)
    {
        if (model == BarPathModel.StopsFirst) return 0;
        bool isHighFirst = model == BarPathModel.OpenHighLowClose || bar.High - bar.Open < bar.Open - bar.Low;
        double first = isHighFirst ? bar.High : bar.Low;
        double second = isHighFirst ? bar.Low : bar.High;
        if (IsBetween(price, bar.Open, first)) return Math.Abs(price - bar.Open);
        double toFirst = Math.Abs(first - bar.Open);
        if (IsBetween(price, first, second)) return toFirst + Math.Abs(price - first);
        return toFirst + Math.Abs(second - first) + Math.Abs(price - second);
    }

    /// <summary>Which of the shorter bars within a bar is the first that reaches a price, gaps included; null when none does.</summary>
    public static double? MomentIn(BarSeries finer, double price, in Bar bar)
    {
        double before = bar.Open;
        for (int i = finer.FirstEndingAtOrAfter(bar.Start.AddTicks(1)); i < finer.Count && finer[i].End <= bar.End; i++)
        {
            var part = finer[i];
            double low = Math.Min(part.Low, before);
            double high = Math.Max(part.High, before);
            if (price >= low && price <= high) return i;
            before = part.Close;
        }

        return null;
    }

    private static bool IsBetween(double price, double one, double other) => price >= Math.Min(one, other) && price <= Math.Max(one, other);
}
