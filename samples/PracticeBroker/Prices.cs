namespace PracticeBroker;

/// <summary>The price of a symbol: the same waves for everybody, from the step's number alone.</summary>
public static class Prices
{
    /// <summary>The price at a step, of which a bar has <see cref="StepsOfBar"/>.</summary>
    public static double At(string symbol, long step)
    {
        double shift = symbol.Sum(c => c) % 97;
        return Math.Round(100 + (4 * Math.Sin((step + shift) / 127.0)) + (2 * Math.Sin((step + shift) / 29.3))
            + (0.5 * Math.Sin((step + shift) / 3.7)), 2);
    }

    /// <summary>How many prices a bar has.</summary>
    public const int StepsOfBar = 4;

    /// <summary>The bar with a number.</summary>
    public static BarRow Bar(string symbol, long number, DateTime opening)
    {
        var prices = Enumerable.Range(0, StepsOfBar).Select(i => At(symbol, (number * StepsOfBar) + i)).ToList();
        var start = opening.AddMinutes(number);
        return new BarRow(symbol, start, start.AddMinutes(1), prices[0], prices.Max(), prices.Min(), prices[^1], 1000);
    }
}
