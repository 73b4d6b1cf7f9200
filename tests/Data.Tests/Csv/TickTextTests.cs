using StrategyHost.Data.Bars;
using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Tests.Files;

namespace StrategyHost.Data.Tests.Csv;

public sealed class TickTextTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private BarSeries Read(params string[] lines)
    {
        folder.Write("X.tick.csv", lines);
        return new DataLibrary([folder.Path], new CsvOptions(), "USD").Load("X", null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Quotes_are_read_with_sides_that_nobody_quotes()
    {
        var series = Read("time,bid,bid_size,ask,ask_size", "2014-05-01T00:00:00.292Z,1.38676,,1.38686,5",
            "2014-05-01T00:00:00.292Z,,,1.4,", "2014-05-01T00:00:01Z,1.3,2,,");
        Assert.True(series.Resolution.IsTick);
        Assert.Equal(3, series.Count);
        var first = series.Quotes!.At(0, series[0].End);
        Assert.Equal((1.38676, 0, 1.38686, 5), (first.Bid, first.BidSize, first.Ask, first.AskSize));
        Assert.True(double.IsNaN(series.Quotes.At(1, series[1].End).Bid));
        Assert.Equal([1.4, 1.3], new[] { series[1].Close, series[2].Close });
    }

    [Fact]
    public void Trades_are_read_in_any_order_of_columns()
    {
        var series = Read("size;timestamp;price", "3;1577836800000;100", "4;1577836800500;101");
        Assert.Null(series.Quotes);
        Assert.Equal([(100, 3), (101, 4)], Enumerable.Range(0, 2).Select(i => (series[i].Close, series[i].Volume)));
    }

    [Theory]
    [InlineData("2014-05-01T00:00:00Z,1.4,1,1.3,1", "its bid 1.4 is above its ask 1.3")]
    [InlineData("2014-05-01T00:00:00Z,,,,", "neither a bid nor an ask")]
    [InlineData("2014-05-01T00:00:00Z,x,1,1.3,1", "its bid 'x' is not a price above zero")]
    [InlineData("2014-05-01T00:00:00Z,1.2,-1,1.3,1", "its size '-1' is not a quantity")]
    [InlineData("yesterday,1.2,1,1.3,1", "'yesterday' is not a time")]
    [InlineData("2013-05-01T00:00:00Z,1.2,1,1.3,1", "is before that of the row above")]
    public void A_row_that_is_no_quote_is_refused_with_its_line(string row, string message)
    {
        var problem = Assert.Throws<DataException>(() => Read("time,bid,bid_size,ask,ask_size", "2014-05-01T00:00:00Z,1.2,1,1.3,1", row));
        Assert.Contains("X.tick.csv:3: this row is not a tick: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ticks_are_not_imported_as_bars()
    {
        string path = folder.Write("X.csv", "time,price,size", "2014-05-01T00:00:00Z,1,1");
        Assert.True(TickText.Recognizes(path));
        Assert.Contains("X.tick.csv", Assert.Throws<DataException>(() => StrategyHost.Data.Import.BarImport.Run([path],
            new StrategyHost.Data.Import.ImportSettings { Into = folder["store"] }, TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
    }
}
