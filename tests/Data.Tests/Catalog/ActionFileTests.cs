using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Tests.Files;

namespace StrategyHost.Data.Tests.Catalog;

public sealed class ActionFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Actions_lie_beside_the_bars()
    {
        folder.Write("AAPL.csv", "date,open,high,low,close", "2020-08-28,500,500,500,500", "2020-08-31,125,125,125,125");
        folder.Write("AAPL.actions.csv", "date,type,value", "2020-08-31,split,4", "2020-08-07,dividend,0.82");
        var library = new DataLibrary([folder.Path], new CsvOptions(), "USD");
        Assert.Equal(["AAPL"], library.Entries.Select(e => e.Symbol));
        Assert.Equal(
            [new CorporateAction(new DateOnly(2020, 8, 7), CorporateActionKind.Dividend, 0.82m),
                new CorporateAction(new DateOnly(2020, 8, 31), CorporateActionKind.Split, 4)],
            library.Load("AAPL", null, TestContext.Current.CancellationToken).Actions);
    }

    [Theory]
    [InlineData("2020-08-31,split")]
    [InlineData("31.8.2020,split,4")]
    [InlineData("2020-08-31,spin-off,4")]
    [InlineData("2020-08-31,split,0")]
    [InlineData("2020-08-31,dividend,x")]
    public void A_row_that_is_no_action_is_refused(string row)
    {
        folder.Write("X.actions.csv", "date,type,value", row);
        Assert.Contains($"X.actions.csv:2: '{row}' is not an action",
            Assert.Throws<DataException>(() => ActionFile.Read(folder.Path, "X")).Message, StringComparison.Ordinal);
    }
}
