using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Import;
using StrategyHost.Data.Tests.Files;

namespace StrategyHost.Data.Tests.Catalog;

public sealed class DataLibraryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private DataLibrary Library(string? rename = null, params string[] paths) =>
        new(paths.Length == 0 ? [folder.Path] : paths, new CsvOptions(), "EUR", rename);

    private static BarSeries Load(DataLibrary library, string symbol, string? resolution = null) =>
        library.Load(symbol, resolution is null ? null : Resolution.Parse(resolution), TestContext.Current.CancellationToken);

    private string Days(string name) => folder.Write(name, "date,open,high,low,close", "2024-03-08,1,1,1,1", "2024-03-11,1,1,1,1");

    private string Minutes(string name) =>
        folder.Write(name, "date,open,high,low,close", "2024-03-08T14:30,1,1,1,1", "2024-03-08T14:31,1,1,1,1");

    [Theory]
    [InlineData("SPX.csv", "SPX", null)]
    [InlineData("SYNA.1m.csv", "SYNA", "1m")]
    [InlineData("BRK.B.csv", "BRK.B", null)]
    [InlineData("BRK.B.5m.csv.gz", "BRK.B", "5m")]
    [InlineData("BTC%2FUSD.1d.bars", "BTC/USD", "1d")]
    public void A_file_s_name_says_symbol_and_length(string name, string symbol, string? resolution)
    {
        var entry = DataEntry.Read(name)!;
        Assert.Equal((symbol, resolution), (entry.Symbol, entry.Resolution?.ToString()));
    }

    [Theory]
    [InlineData("instruments.json")]
    [InlineData("notes.txt")]
    [InlineData(".csv")]
    public void Other_files_are_left_alone(string name) => Assert.Null(DataEntry.Read(name));

    [Fact]
    public void Terms_come_from_the_folder()
    {
        Days("X.csv");
        folder.Write("instruments.json",
            """{ "X": { "calendar": "XNYS", "tickSize": 0.01, "lotSize": 10, "venue": "V", "assetClass": "Index" } }""");
        var instrument = Load(Library(), "X").Instrument;
        Assert.Equal(("XNYS", 0.01m, 10m, "V", AssetClass.Index, "EUR"),
            (instrument.Calendar, instrument.TickSize, instrument.LotSize, instrument.Venue, instrument.AssetClass, instrument.Currency));
    }

    [Theory]
    [InlineData("""{ "X": { "assetClass": "Crypto" } }""", 0.00000001)]
    [InlineData("""{ "X": { "assetClass": "Crypto", "lotSize": 0.001 } }""", 0.001)]
    [InlineData("""{ "X": { "assetClass": "Crypto", "lotSize": 1 } }""", 1)]
    [InlineData("""{ "X": { "assetClass": "Future" } }""", 1)]
    [InlineData("""{ }""", 1)]
    public void Crypto_trades_in_fractions_unless_the_terms_say_otherwise(string json, double lot)
    {
        Days("X.csv");
        folder.Write("instruments.json", json);
        Assert.Equal((decimal)lot, Load(Library(), "X").Instrument.LotSize);
    }

    [Theory]
    [InlineData("""{ "X": { "ticksize2": 1 } }""", "X.ticksize2 is not one of the terms")]
    [InlineData("""{ "X": { "stamps": "middle" } }""", "X.stamps")]
    [InlineData("[1]", "instruments.json:1: this is not a JSON object")]
    [InlineData("""{ "X": { "lotSize": 0 } }""", "the lot size 0 is not above zero")]
    public void Terms_that_cannot_be_are_refused(string json, string message)
    {
        Days("X.csv");
        folder.Write("instruments.json", json);
        Assert.Contains(message, Assert.Throws<DataException>(() => Load(Library(), "X")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shortest_bars_are_taken_unless_longer_ones_are_wanted()
    {
        Days("X.csv");
        Minutes("X.1m.csv");
        folder.Write("instruments.json", """{ "X": { "stamps": "start" } }""");
        Assert.Equal("1m", Load(Library(), "X").Resolution.ToString());
        Assert.Equal("1m", Load(Library(), "X", "5m").Resolution.ToString());
        Assert.Equal("1d", Load(Library(), "X", "1d").Resolution.ToString());
        Assert.Contains("there are bars of 1m, 1d", Assert.Throws<DataException>(() => Load(Library(), "X", "30s")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_store_goes_before_a_CSV_file_and_the_first_path_before_the_second()
    {
        string csv = Days("other/X.csv");
        BarImport.Run([Days("more/X.csv")],
            new ImportSettings { Into = folder["other"], Csv = new CsvOptions { Resolution = Resolution.Day } },
            TestContext.Current.CancellationToken);
        Assert.True(Library(null, folder["other"]).Find("X", null).IsStored);
        Assert.Equal(csv, Library(null, csv, folder["more"]).Find("X", null).Path);
        Assert.Equal(folder["more/X.csv"], Library(null, folder["more"], folder["other"]).Find("X", null).Path);
    }

    [Fact]
    public void A_single_file_can_be_renamed() => Assert.Equal("Y", Load(Library("Y", Days("whatever.csv")), "Y").Instrument.Symbol);

    [Fact]
    public void A_symbol_that_is_not_there_is_named_with_those_that_are()
    {
        Days("A.csv");
        Days("B.csv");
        Assert.Contains("There are no bars of Z in", Assert.Throws<DataException>(() => Load(Library(), "Z")).Message,
            StringComparison.Ordinal);
        Assert.Contains("there are A, B.", Assert.Throws<DataException>(() => Load(Library(), "Z")).Message, StringComparison.Ordinal);
        Assert.Contains("There is no file or folder", Assert.Throws<DataException>(() => Library(null, folder["none"])).Message,
            StringComparison.Ordinal);
    }
}
