namespace StrategyHost.Sdk.Tests.Indicators;

/// <summary>Seeded bars of several tempers: a walk, one on a coarse grid with many ties, and one that stands still for long.</summary>
internal static class RandomBars
{
    public static readonly string[] Tempers = ["walk", "grid", "still"];

    public static IReadOnlyList<Bar> Of(string temper, int count = 400)
    {
        var random = new Random(temper.Length * 1000);
        var bars = new List<Bar>();
        double price = 100;
        var day = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < count; i++, day = day.AddDays(1))
        {
            bool stands = temper == "still" && i / 40 % 2 == 1;
            double open = price;
            double close = stands ? price : Round(temper, price * Math.Exp((random.NextDouble() - 0.5) * 0.04));
            double high = stands ? price : Round(temper, Math.Max(open, close) * (1 + (random.NextDouble() * 0.01)));
            double low = stands ? price : Round(temper, Math.Min(open, close) * (1 - (random.NextDouble() * 0.01)));
            bars.Add(new Bar(day, day.AddDays(1), open, Math.Max(high, Math.Max(open, close)), Math.Min(low, Math.Min(open, close)), close,
                random.Next(1, 5000)));
            price = close;
        }

        return bars;
    }

    private static double Round(string temper, double price) => temper == "grid" ? Math.Round(price) : price;
}
