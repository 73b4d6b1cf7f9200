using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Import;
using StrategyHost.Data.Tests.Files;

namespace StrategyHost.Data.Tests.Catalog;

/// <summary>Of two files of a series none is chosen without a word.</summary>
public sealed class TwoFilesTests : IDisposable
{
    private static readonly string[] Days = ["date,open,high,low,close", "2024-03-07,1,1,1,1", "2024-03-08,1,1,1,1"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static BarSeries Load(string path) =>
        new DataLibrary([path], new CsvOptions(), "USD").Load("X", null, TestContext.Current.CancellationToken);

    private static void Import(string into, params string[] paths) =>
        BarImport.Run(paths, new ImportSettings { Into = into }, TestContext.Current.CancellationToken);

    private void Touch(string name, int secondsLater) =>
        File.SetLastWriteTimeUtc(folder[name], File.GetLastWriteTimeUtc(folder["X.1d.bars"]).AddSeconds(secondsLater));

    [Theory]
    [InlineData("X.csv")]
    [InlineData("X.1d.csv")]
    public void A_text_file_that_is_newer_than_its_stored_copy_is_an_error(string name)
    {
        Import(folder.Path, folder.Write(name, Days));
        Touch(name, -1);
        Load(folder.Path).Dispose();
        Touch(name, 1);
        string problem = Assert.Throws<DataException>(() => Load(folder.Path)).Message;
        Assert.Contains($"{folder[name]} is newer than {folder["X.1d.bars"]}", problem, StringComparison.Ordinal);
        Assert.Contains($"strategyhost data import {folder[name]} --into {folder.Path}", problem, StringComparison.Ordinal);
        Load(folder[name]).Dispose();
        Import(folder.Path, folder[name]);
        Touch(name, -1);
        Load(folder.Path).Dispose();
    }

    [Fact]
    public void So_is_one_in_the_folder_that_it_was_imported_from()
    {
        Import(folder.Path, folder.Write("downloads/X.csv", Days));
        Touch("downloads/X.csv", 1);
        Assert.Contains("is newer than", Assert.Throws<DataException>(() => Load(folder.Path)).Message, StringComparison.Ordinal);
        File.Delete(folder["downloads/X.csv"]);
        Load(folder.Path).Dispose();
    }

    [Theory]
    [InlineData("X.1d.csv")]
    [InlineData("X.csv.gz")]
    public void Two_text_files_of_one_series_are_an_error(string other)
    {
        folder.Write("X.csv", Days);
        if (other.EndsWith(".gz", StringComparison.Ordinal)) folder.Gzip(other, Days);
        else folder.Write(other, Days);
        string problem = Assert.Throws<DataException>(() => Load(folder.Path)).Message;
        Assert.Contains("both hold bars of 1d of X by their names: remove one, or give one of them by itself with --data", problem,
            StringComparison.Ordinal);
        Assert.Equal(2, Load(folder["X.csv"]).Count);
    }

    [Fact]
    public void Files_of_bars_of_other_lengths_stand_beside_each_other()
    {
        folder.Write("X.csv", Days);
        folder.Write("X.1m.csv", "time,open,high,low,close", "2024-03-08T14:30:00Z,1,1,1,1", "2024-03-08T14:31:00Z,1,1,1,1");
        Assert.Equal(2, new DataLibrary([folder.Path], new CsvOptions { Stamps = BarStamps.Start }, "USD").Load("X", Resolution.Day,
            TestContext.Current.CancellationToken).Count);
    }

    [Fact]
    public void Two_files_of_one_series_are_not_imported()
    {
        folder.Write("in/X.csv", Days);
        folder.Gzip("in/X.csv.gz", Days);
        Assert.Contains("both hold bars of X at 2024-03-07",
            Assert.Throws<DataException>(() => Import(folder["store"], folder["in"])).Message, StringComparison.Ordinal);
        folder.Write("other/X.csv", Days);
        folder.Write("other/X.1d.csv", Days);
        Assert.Contains("both hold bars of 1d of X", Assert.Throws<DataException>(() => Import(folder["store"], folder["other"])).Message,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["store"]));
    }
}
