using System.Globalization;
using StrategyHost.Data.Calendars;

namespace StrategyHost.Benchmarks;

/// <summary>Bars of one minute that walk at random, the same each time.</summary>
internal static class RandomWalk
{
    public static BarSeries Minutes(string symbol, int count, int seed)
    {
        var random = new Random(seed);
        var start = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var starts = new long[count];
        var ends = new long[count];
        var columns = Enumerable.Range(0, 5).Select(_ => new double[count]).ToArray();
        double price = 100;
        for (int i = 0; i < count; i++)
        {
            starts[i] = start.AddMinutes(i).Ticks;
            ends[i] = start.AddMinutes(i + 1).Ticks;
            double open = price;
            price = Math.Max(1, price * (1 + ((random.NextDouble() - 0.5) * 0.002)));
            columns[0][i] = open;
            columns[1][i] = Math.Max(open, price) * 1.0001;
            columns[2][i] = Math.Min(open, price) * 0.9999;
            columns[3][i] = price;
            columns[4][i] = random.Next(100, 10_000);
        }

        return new BarSeries(new Instrument { Symbol = symbol }, TradingCalendars.Find("24/7"), Resolution.Minute, starts, ends, columns[0],
            columns[1], columns[2], columns[3], columns[4]);
    }

    /// <summary>Quotes a second apart whose middle walks at random, a hundredth wide.</summary>
    public static BarSeries Quotes(string symbol, int count, int seed)
    {
        var walk = Minutes(symbol, count, seed);
        var (_, minutes) = walk.Times;
        var times = Enumerable.Range(0, count).Select(i => minutes.Span[0] + (i * TimeSpan.TicksPerSecond)).ToArray();
        var middles = walk.Numbers[3];
        var volumes = walk.Numbers[4];
        double[] Shifted(double by) => [.. Enumerable.Range(0, count).Select(i => middles.Span[i] + by)];
        return new BarSeries(walk.Instrument, walk.Calendar, Resolution.Parse("tick"), times, times, middles, middles, middles, middles,
            volumes)
        {
            Quotes = new QuoteColumns(Shifted(-0.005), volumes, Shifted(0.005), volumes),
        };
    }

    /// <summary>Writes such bars as text, with prices in whole cents.</summary>
    public static void WriteCsv(string path, int count, int seed)
    {
        var series = Minutes("X", count, seed);
        using var writer = new StreamWriter(path);
        writer.WriteLine("time,open,high,low,close,volume");
        for (int i = 0; i < count; i++)
        {
            var bar = series[i];
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{bar.Start:yyyy-MM-ddTHH:mm:ssZ},{bar.Open:0.00},{bar.High:0.00},{bar.Low:0.00},{bar.Close:0.00},{bar.Volume:0}"));
        }
    }
}
