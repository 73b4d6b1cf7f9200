using StrategyHost.Data.Calendars;
using StrategyHost.Data.Store;
using StrategyHost.Data.Tests.Files;

namespace StrategyHost.Data.Tests.Store;

public sealed class BarFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static BarSeries Series(int count)
    {
        var random = new Random(11);
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        double[] Prices(double shift) => [.. Enumerable.Range(0, count).Select(_ => 100 + shift + random.NextDouble())];
        return new BarSeries(
            new Instrument
            {
                Symbol = "BTC/USD",
                AssetClass = AssetClass.Crypto,
                Currency = "USDT",
                TickSize = 0.01m,
                LotSize = 0.0001m,
                Multiplier = 2,
                Venue = "V",
                Calendar = "24/7"
            },
            TradingCalendars.Find("24/7"), Resolution.Minute,
            Enumerable.Range(0, count).Select(i => start.AddMinutes(i).Ticks).ToArray(),
            Enumerable.Range(0, count).Select(i => start.AddMinutes(i + 1).Ticks).ToArray(),
            Prices(0), Prices(2), Prices(-2), Prices(0), Prices(0));
    }

    private string Write(BarSeries series)
    {
        string path = folder[BarFile.NameOf(series.Instrument.Symbol, series.Resolution)];
        BarFile.Write(path, series, "a test");
        return path;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1777)]
    public void What_is_written_is_read(int count)
    {
        var series = Series(count);
        using var read = BarFile.Open(Write(series));
        Assert.Equal(series.Instrument, read.Instrument);
        Assert.Equal((series.Resolution, "24/7", 365), (read.Resolution, read.Calendar.Name, read.Calendar.PeriodsPerYear));
        Assert.Equal(Enumerable.Range(0, count).Select(i => series[i]), Enumerable.Range(0, read.Count).Select(i => read[i]));
    }

    [Fact]
    public void Columns_lie_where_the_documentation_says()
    {
        var series = Series(10);
        var bytes = File.ReadAllBytes(Write(series));
        Assert.Equal(10, BitConverter.ToInt64(bytes, 16));
        Assert.Equal(series[3].Start.Ticks, BitConverter.ToInt64(bytes, 4096 + (3 * 8)));
        Assert.Equal(series[3].Close, BitConverter.ToDouble(bytes, 4096 + (5 * 80) + (3 * 8)));
        Assert.Equal(4096 + (7 * 80), bytes.Length);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(4500)]
    [InlineData(12)]
    public void A_changed_byte_is_noticed(int position)
    {
        string path = Write(Series(10));
        var bytes = File.ReadAllBytes(path);
        bytes[position] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("is damaged", Assert.Throws<DataException>(() => BarFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_short_or_none_of_ours_is_noticed()
    {
        string path = Write(Series(10));
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^8]);
        Assert.Contains("is damaged", Assert.Throws<DataException>(() => BarFile.Open(path)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, "hello");
        Assert.Contains("is not a bar file", Assert.Throws<DataException>(() => BarFile.Open(path)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<DataException>(() => BarFile.Open(folder["none.bars"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_dies_leaves_the_old_file()
    {
        string path = Write(Series(10));
        File.WriteAllText(path + ".tmp", "the half of a file that a crash left");
        using (var read = BarFile.Open(path)) Assert.Equal(10, read.Count);
        BarFile.Write(path, Series(20), "again");
        using var replaced = BarFile.Open(path);
        Assert.Equal(20, replaced.Count);
        Assert.False(File.Exists(path + ".tmp"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.Contains("cannot be written",
            Assert.Throws<DataException>(() => BarFile.Write(folder["no/where.bars"], Series(1), "")).Message, StringComparison.Ordinal);
}
