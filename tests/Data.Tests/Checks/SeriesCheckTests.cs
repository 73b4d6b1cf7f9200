using StrategyHost.Data.Bars;
using StrategyHost.Data.Checks;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Tests.Files;

namespace StrategyHost.Data.Tests.Checks;

public sealed class SeriesCheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private IReadOnlyList<Finding> Check(CsvOptions options, params string[] rows)
    {
        string path = folder.Write("X.csv", ["time,open,high,low,close", .. rows]);
        var read = new BarText(new Instrument { Symbol = "X" }, options, reject: null).Read([path], TestContext.Current.CancellationToken);
        return SeriesCheck.Of(read.Series);
    }

    private static string Day(string date, double close = 100) => FormattableString.Invariant($"{date},{close},{close},{close},{close}");

    [Fact]
    public void Clean_data_is_left_alone() =>
        Assert.Empty(Check(new CsvOptions { Calendar = "XNYS" }, Day("2024-03-07"), Day("2024-03-08"), Day("2024-03-11")));

    [Fact]
    public void Missing_and_closed_days_are_found_by_the_calendar()
    {
        var findings = Check(new CsvOptions { Calendar = "XNYS" }, Day("2024-03-27"), Day("2024-03-29"), Day("2024-04-01"));
        Assert.Equal(["missing day", "closed day"], findings.Select(f => f.Kind));
        Assert.Contains("2024-03-28, when XNYS was open", findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("2024-03-29, when XNYS was closed", findings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_bars_are_found_within_sessions_and_across_midnight_but_not_at_night()
    {
        var exchange = new CsvOptions
        {
            Calendar = "XNYS",
            Stamps = BarStamps.Start,
            Zone = "America/New_York",
            Resolution = Resolution.Minute
        };
        var findings = Check(exchange, Day("2024-03-08T15:58"), Day("2024-03-08T15:59"), Day("2024-03-11T09:30"), Day("2024-03-11T09:33"));
        Assert.Equal("2 missing between 2024-03-11T13:31:00Z and 2024-03-11T13:33:00Z", Assert.Single(findings).Message);
        var always = exchange with { Calendar = "24/7", Zone = "UTC" };
        findings = Check(always, Day("2024-03-08T23:58"), Day("2024-03-09T00:01"));
        Assert.Equal("2 missing between 2024-03-08T23:59:00Z and 2024-03-09T00:01:00Z", Assert.Single(findings).Message);
    }

    [Fact]
    public void Bars_outside_the_session_are_counted()
    {
        var options = new CsvOptions
        {
            Calendar = "XNYS",
            Stamps = BarStamps.Start,
            Zone = "America/New_York",
            Resolution = Resolution.Minute
        };
        var finding = Assert.Single(Check(options, Day("2024-03-08T09:28"), Day("2024-03-08T09:29"), Day("2024-03-08T09:30")));
        Assert.Equal("outside the session", finding.Kind);
        Assert.StartsWith("2 bars lie outside", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_gaps_are_found_without_a_calendar() =>
        Assert.Equal("gap", Assert.Single(Check(new CsvOptions(), Day("2024-03-08"), Day("2024-03-20"))).Kind);

    [Fact]
    public void A_price_that_stands_alone_is_a_spike()
    {
        var rows = Enumerable.Range(0, 80).Select(i => Day(FormattableString.Invariant($"{new DateTime(2024, 1, 1).AddDays(i):yyyy-MM-dd}"),
            i == 60 ? 1000 : 100 + (i % 3))).ToArray();
        var finding = Assert.Single(Check(new CsvOptions(), rows));
        Assert.Equal("spike", finding.Kind);
        Assert.Contains("the close 1000 stands alone between 102 and 101", finding.Message, StringComparison.Ordinal);
    }
}
