using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Import;
using StrategyHost.Data.Store;
using StrategyHost.Data.Tests.Files;

namespace StrategyHost.Data.Tests.Import;

public sealed class BarImportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private ImportSettings Settings => new() { Into = folder["store"] };

    private static IReadOnlyList<ImportedSeries> Import(ImportSettings settings, params string[] paths) =>
        BarImport.Run(paths, settings, TestContext.Current.CancellationToken);

    private string Days(string name, params string[] dates) =>
        folder.Write(name, ["date,open,high,low,close,volume", .. dates.Select(d => $"{d},1,2,0.5,1.5,100")]);

    [Fact]
    public void A_file_becomes_a_series_of_the_store_with_its_terms()
    {
        var settings = Settings with
        {
            Terms = new InstrumentTerms { TickSize = 0.25m, Multiplier = 50, AssetClass = AssetClass.Future, Currency = "EUR" },
            Csv = new CsvOptions { Calendar = "XNYS" }
        };
        var imported = Assert.Single(Import(settings, Days("ES.csv", "2024-03-08", "2024-03-11")));
        Assert.Equal(("ES", 2, false, 0), (imported.Symbol, imported.Bars, imported.Replaced, imported.Rejected));
        using var series = BarFile.Open(imported.Path);
        Assert.Equal((0.25m, 50m, AssetClass.Future, "EUR", "XNYS"),
            (series.Instrument.TickSize, series.Instrument.Multiplier, series.Instrument.AssetClass, series.Instrument.Currency,
                series.Instrument.Calendar));
        Assert.True(Assert.Single(Import(settings, Days("ES.csv", "2024-03-08"))).Replaced);
    }

    [Fact]
    public void A_bad_row_stops_the_import_and_changes_nothing()
    {
        var before = Assert.Single(Import(Settings, Days("X.csv", "2024-03-08", "2024-03-11")));
        var bytes = File.ReadAllBytes(before.Path);
        var problem = Assert.Throws<DataException>(() => Import(Settings, Days("X.csv", "2024-03-08", "nonsense")));
        Assert.Contains("X.csv:3: this row is not a bar: 'nonsense' is not a time", problem.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(before.Path));
        Assert.Equal(["X.1d.bars"], Directory.GetFiles(folder["store"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Bad_rows_are_put_aside_and_counted_when_asked_to()
    {
        var imported = Assert.Single(Import(Settings with { SkipBadRows = true },
            Days("X.csv", "2024-03-08", "nonsense", "2024-03-11", "2024-03-08")));
        Assert.Equal((2, 2), (imported.Bars, imported.Rejected));
        string rejects = File.ReadAllText(imported.RejectsPath!);
        Assert.Contains("X.csv:3: 'nonsense' is not a time", rejects, StringComparison.Ordinal);
        Assert.Contains("    nonsense,1,2,0.5,1.5,100", rejects, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_one_symbol_s_days_becomes_one_series()
    {
        foreach (var day in new[] { "20240308", "20240311", "20240312" })
            folder.Zip($"equity/usa/minute/spy/{day}_trade.zip", "x.csv", "34200000,1680100,1680200,1679900,1680000,5000",
                "34260000,1680000,1680000,1680000,1680000,100");
        folder.Zip("equity/usa/minute/spy/20240308_quote.zip", "x.csv", "0");
        var imported = Assert.Single(Import(Settings, folder["equity/usa/minute/spy"]));
        Assert.Equal(("SPY", 6, Resolution.Minute), (imported.Symbol, imported.Bars, imported.Resolution));
    }

    [Fact]
    public void A_folder_of_files_becomes_a_series_for_each_symbol()
    {
        Days("many/A.csv", "2024-03-08");
        Days("many/B.csv", "2024-03-08");
        Assert.Equal(["A", "B"], Import(Settings, folder["many"]).Select(i => i.Symbol));
        Assert.Throws<DataException>(() => Import(Settings, Directory.CreateDirectory(folder["empty"]).FullName));
    }

    [Fact]
    public void A_symbol_with_a_slash_has_a_file_and_comes_back()
    {
        Import(Settings with { Symbol = "BTC/USD" }, Days("x.csv", "2024-03-08"));
        Assert.Equal("BTC/USD", Assert.Single(new DataLibrary([folder["store"]], new CsvOptions(), "USD").Entries).Symbol);
    }

    [Theory]
    [InlineData("BTCUSDT-1m-2024-01.csv", "BTCUSDT-1m-2024-02.csv", "BTCUSDT")]
    [InlineData("BTCUSDT-1m-2024-01-31.csv", "BTCUSDT-1m-2024-02-01.csv", "BTCUSDT")]
    [InlineData("DAT_ASCII_EURUSD_M1_202401.csv", "DAT_ASCII_EURUSD_M1_202402.csv", "EURUSD")]
    [InlineData("EURUSD_M1_202401010000_202401312359.csv", "EURUSD_M1_202402010000_202402292359.csv", "EURUSD")]
    [InlineData("EURUSD_Candlestick_1_M_BID_31.01.2024-31.01.2024.csv", "EURUSD_Candlestick_1_M_BID_01.02.2024-01.02.2024.csv", "EURUSD")]
    [InlineData("Binance_BTCUSDT_2023_minute.csv", "Binance_BTCUSDT_2024_minute.csv", "BTCUSDT")]
    [InlineData("BTCUSDT_1_2024-01-01_2024-01-31.csv", "BTCUSDT_1_2024-02-01_2024-02-29.csv", "BTCUSDT")]
    public void Files_that_a_vendor_cut_by_time_are_one_symbol(string first, string second, string symbol)
    {
        string[] rows(string time) => ["time,open,high,low,close,volume", $"{time} 12:00:00,1,1,1,1,1", $"{time} 12:01:00,1,1,1,1,1"];
        folder.Write("cut/" + first, rows("2024-01-31"));
        folder.Write("cut/" + second, rows("2024-02-01"));
        var imported = Assert.Single(Import(Settings with { Csv = new CsvOptions { Stamps = BarStamps.Start } }, folder["cut"]));
        Assert.Equal((symbol, 4, Resolution.Minute), (imported.Symbol, imported.Bars, imported.Resolution));
    }

    [Fact]
    public void A_dry_run_shows_both_ends_and_writes_nothing()
    {
        var imported = Assert.Single(Import(Settings with { IsDryRun = true, SkipBadRows = true },
            Days("X.csv", "2024-03-04", "2024-03-05", "2024-03-06", "nonsense", "2024-03-07", "2024-03-08")));
        Assert.Equal((5, 1, true), (imported.Bars, imported.Rejected, imported.IsDryRun));
        Assert.Equal([4, 5, 6], imported.First.Select(b => b.Start.Day));
        Assert.Equal([7, 8], imported.Last.Select(b => b.Start.Day));
        Assert.False(Directory.Exists(folder["store"]));
    }
}
