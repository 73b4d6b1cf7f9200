using System.Globalization;
using StrategyHost.Data.Calendars;

namespace StrategyHost.Cli.Tests.Backtests;

/// <summary>No look-ahead: what comes after an instant changes nothing that a strategy ordered up to it.</summary>
public sealed class PerturbationTests : IDisposable
{
    private const int Samples = 6;
    private static readonly TradingCalendar Exchange = TradingCalendars.Find("XNYS");
    private static readonly string[] Files = ["SPX.csv", "SYNA.1m.csv", "SYNC.1m.csv"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-");

    public static TheoryData<string> Strategies => ShippedStrategy.Names;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Noise_in_the_future_changes_no_order_in_the_past(string name)
    {
        await ShippedStrategy.Run(name, ShippedStrategy.SampleData, folder.FullName);
        var orders = Rows("orders.csv");
        var fills = Rows("fills.csv");
        var random = new Random(20200417);
        for (int sample = 0; sample < Samples; sample++)
        {
            var instant = InstantBetween(orders[0][1], orders[^1][1], random.NextDouble());
            string data = Disturbed(instant, random);
            await ShippedStrategy.Run(name, data, folder.FullName);
            Assert.Equal(OrdersUpTo(instant, orders), OrdersUpTo(instant, Rows("orders.csv")));
            Assert.Equal(FillsUpTo(instant, fills), FillsUpTo(instant, Rows("fills.csv")));
        }
    }

    /// <summary>What was known of the orders that were made up to an instant: not what became of them later.</summary>
    private static List<string> OrdersUpTo(DateTime instant, List<string[]> orders) =>
        [.. orders.Where(o => Time(o[1]) <= instant).Select(o => string.Join(',', o[..6]))];

    private static List<string> FillsUpTo(DateTime instant, List<string[]> fills) =>
        [.. fills.Where(f => Time(f[0]) <= instant).Select(f => string.Join(',', f))];

    private static DateTime InstantBetween(string first, string last, double part) => Time(first) + ((Time(last) - Time(first)) * part);

    /// <summary>The sample data, with noise in place of every price after an instant.</summary>
    private string Disturbed(DateTime instant, Random random)
    {
        string data = folder.CreateSubdirectory("data").FullName;
        File.Copy(Path.Combine(ShippedStrategy.SampleData, "instruments.json"), Path.Combine(data, "instruments.json"), overwrite: true);
        foreach (var file in Files)
        {
            var lines = File.ReadAllLines(Path.Combine(ShippedStrategy.SampleData, file));
            for (int i = 1; i < lines.Length; i++)
            {
                string time = lines[i][..lines[i].IndexOf(',', StringComparison.Ordinal)];
                if (EndOf(time, isDaily: file == "SPX.csv") > instant) lines[i] = $"{time},{Noise(random)}";
            }

            File.WriteAllLines(Path.Combine(data, file), lines);
        }

        return data;
    }

    private static DateTime EndOf(string time, bool isDaily)
    {
        var local = DateTime.Parse(time, CultureInfo.InvariantCulture);
        return isDaily ? Exchange.SessionOn(DateOnly.FromDateTime(local))!.Value.Close : Exchange.ToUtc(local.AddMinutes(1));
    }

    private static string Noise(Random random)
    {
        double open = 50 + (random.NextDouble() * 2000);
        double close = 50 + (random.NextDouble() * 2000);
        return string.Create(CultureInfo.InvariantCulture,
            $"{open:0.00},{Math.Max(open, close) + 1:0.00},{Math.Min(open, close) - 1:0.00},{close:0.00},{random.Next(1, 1_000_000)}");
    }

    private List<string[]> Rows(string table) =>
        [.. File.ReadAllLines(Path.Combine(folder.FullName, table)).Skip(1).Select(l => l.Split(','))];

    private static DateTime Time(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
