using System.Globalization;
using StrategyHost.Data.Bars;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Tests.Files;

namespace StrategyHost.Data.Tests.Csv;

/// <summary>Files of many makers are read as the same bars, or refused with a reason.</summary>
public sealed class BarTextTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static ReadBars Read(string path, CsvOptions options) =>
        new BarText(new Instrument { Symbol = "X" }, options, reject: null).Read([path], TestContext.Current.CancellationToken);

    private BarSeries Lines(CsvOptions options, params string[] lines) => Read(folder.Write("X.csv", lines), options).Series;

    private static string Span(Bar bar) =>
        string.Create(CultureInfo.InvariantCulture, $"{bar.Start:yyyy-MM-ddTHH:mm:ss}/{bar.End:yyyy-MM-ddTHH:mm:ss}");

    [Theory]
    [InlineData("Date,Open,High,Low,Close,Adj Close,Volume", "2020-01-02,10,12,9,11,10.5,100")] // Yahoo
    [InlineData("time;open;high;low;close;volume", "2020-01-02;10;12;9;11;100")]
    [InlineData("timestamp\topen\thigh\tlow\tclose\tvolume", "2020/01/02\t10\t12\t9\t11\t100")]
    [InlineData("<DATE>|<OPEN>|<HIGH>|<LOW>|<CLOSE>|<VOL>", "20200102|10|12|9|11|100")]
    [InlineData("volume,close,low,high,open,date", "100,11,9,12,10,2020.01.02")]
    [InlineData("\"Date\",\"Open\",\"High\",\"Low\",\"Close\",\"Volume\"", "\"2020-01-02\",\"10\",\"12\",\"9\",\"11\",\"100\"")]
    [InlineData("Date , Open , High , Low , Close , Volume", " 2020-01-02 , 10 , 12 , 9 , 11 , 100 ")]
    [InlineData("\uFEFFdate,o,h,l,c,v", "2020-01-02,1.0e1,12.0,9,11,1e2")]
    [InlineData("date,open,high,low,close,volume", "2020-01-02T00:00:00,10,12,9,11,100")]
    [InlineData("date,open,high,low,close,volume", "2020-01-02 00:00:00+00:00,10,12,9,11,100")]
    [InlineData("date,open,high,low,close,volume", "1577923200,10,12,9,11,100")] // Unix time of a midnight
    public void A_daily_row_is_the_bar_of_its_date(string header, string row)
    {
        var series = Lines(new CsvOptions { Resolution = Resolution.Day }, header, row);
        var bar = series[0];
        Assert.Equal("2020-01-02T00:00:00/2020-01-03T00:00:00", Span(bar));
        Assert.Equal((10, 12, 9, 11, 100), (bar.Open, bar.High, bar.Low, bar.Close, bar.Volume));
    }

    [Fact]
    public void A_daily_bar_of_a_known_calendar_is_its_session()
    {
        var series = Lines(new CsvOptions { Calendar = "XNYS" }, "date,open,high,low,close", "2024-03-08,1,1,1,1", "2024-03-11,1,1,1,1",
            "2024-11-29,1,1,1,1");
        Assert.Equal("2024-03-08T14:30:00/2024-03-08T21:00:00", Span(series[0]));
        Assert.Equal("2024-03-11T13:30:00/2024-03-11T20:00:00", Span(series[1]));
        Assert.Equal("2024-11-29T14:30:00/2024-11-29T18:00:00", Span(series[2]));
        Assert.Equal("XNYS", series.Instrument.Calendar);
    }

    [Theory]
    [InlineData(BarStamps.Start, "2020-01-02T00:00:00/2020-01-03T00:00:00")]
    [InlineData(BarStamps.End, "2020-01-01T00:00:00/2020-01-02T00:00:00")]
    public void A_midnight_stamp_of_a_day_can_be_its_end(BarStamps stamps, string span) =>
        Assert.Equal(span, Span(Lines(new CsvOptions { Stamps = stamps }, "time,open,high,low,close", "2020-01-02 00:00:00,1,1,1,1",
            "2020-01-03 00:00:00,1,1,1,1")[0]));

    [Theory]
    [InlineData(BarStamps.Start, "UTC", "2024-03-08T09:30:00/2024-03-08T09:31:00")]
    [InlineData(BarStamps.End, "UTC", "2024-03-08T09:29:00/2024-03-08T09:30:00")]
    [InlineData(BarStamps.Start, "America/New_York", "2024-03-08T14:30:00/2024-03-08T14:31:00")]
    public void An_intraday_stamp_is_what_the_user_says(BarStamps stamps, string zone, string span) =>
        Assert.Equal(span, Span(Lines(new CsvOptions { Stamps = stamps, Zone = zone }, "time,open,high,low,close",
            "2024-03-08 09:30,1,1,1,1", "2024-03-08 09:31,1,1,1,1")[0]));

    [Fact]
    public void An_intraday_stamp_that_nobody_explains_is_refused()
    {
        var problem = Assert.Throws<UnknownStampsException>(() =>
            Lines(new CsvOptions(), "time,open,high,low,close", "2024-03-08 09:30,1,1,1,1", "2024-03-08 09:31,1,1,1,1"));
        Assert.Contains("--stamps start or --stamps end", problem.Message, StringComparison.Ordinal);
        Assert.Throws<UnknownStampsException>(() =>
            Lines(new CsvOptions(), "time,open,high,low,close", "2024-03-08 16:00,1,1,1,1", "2024-03-11 16:00,1,1,1,1"));
    }

    [Fact]
    public void The_shortest_step_is_the_length_of_the_bars()
    {
        var series = Lines(new CsvOptions { Stamps = BarStamps.Start }, "time,open,high,low,close", "2024-03-08 09:30,1,1,1,1",
            "2024-03-08 10:30,1,1,1,1", "2024-03-08 10:35,1,1,1,1");
        Assert.Equal(Resolution.Parse("5m"), series.Resolution);
    }

    [Fact]
    public void A_bar_ends_with_its_session()
    {
        var series = Lines(
            new CsvOptions { Stamps = BarStamps.Start, Zone = "America/New_York", Calendar = "XNYS", Resolution = Resolution.Hour },
            "time,open,high,low,close", "2024-03-08 14:30,1,1,1,1", "2024-03-08 15:30,1,1,1,1");
        Assert.Equal("2024-03-08T20:30:00/2024-03-08T21:00:00", Span(series[1]));
        var ends = Lines(
            new CsvOptions { Stamps = BarStamps.End, Zone = "America/New_York", Calendar = "XNYS", Resolution = Resolution.Hour },
            "time,open,high,low,close", "2024-03-08 15:30,1,1,1,1", "2024-03-08 16:00,1,1,1,1");
        Assert.Equal("2024-03-08T20:30:00/2024-03-08T21:00:00", Span(ends[1]));
    }

    [Fact]
    public void Date_and_time_can_stand_in_two_columns()
    {
        var series = Lines(new CsvOptions { Stamps = BarStamps.Start }, "Date,Time,Open,High,Low,Close,Volume",
            "2024.03.08,09:30,1,1,1,1,5", "2024.03.08,09:31:00,1,1,1,1,5");
        Assert.Equal("2024-03-08T09:31:00/2024-03-08T09:32:00", Span(series[1]));
    }

    [Theory]
    [InlineData("1577836800000", "1577836860000")]
    [InlineData("1577836800000000", "1577836860000000")] // microseconds, since 2025
    public void Binance_klines_are_known_without_a_header(string first, string second)
    {
        string Row(string time) => $"{time},7195.24,7196.25,7183.14,7186.68,51.6,1577836859999,371233.5,493,19.6,140888.4,0";
        var series = Lines(new CsvOptions(), Row(first), Row(second));
        Assert.Equal("2020-01-01T00:00:00/2020-01-01T00:01:00", Span(series[0]));
        Assert.Equal((7195.24, 51.6), (series[0].Open, series[0].Volume));
    }

    [Fact]
    public void Lean_equity_minutes_are_ten_thousandths_on_New_York_s_clock()
    {
        string path = folder.Zip("equity/usa/minute/spy/20131007_trade.zip", "20131007_spy_minute_trade.csv",
            "34200000,1680100,1680200,1679900,1680000,5000", "34260000,1680000,1680000,1680000,1680000,100");
        var read = Read(path, new CsvOptions { Calendar = "XNYS" });
        Assert.Equal("2013-10-07T13:30:00/2013-10-07T13:31:00", Span(read.Series[0]));
        Assert.Equal((168.01, 168.02, 167.99, 168.0, 5000),
            (read.Series[0].Open, read.Series[0].High, read.Series[0].Low, read.Series[0].Close, read.Series[0].Volume));
        Assert.Contains("LEAN equity bars", read.Recognized);
    }

    [Fact]
    public void Lean_crypto_and_daily_files_are_known_by_their_paths()
    {
        string minutes = folder.Zip("crypto/coinbase/minute/btcusd/20180404_trade.zip", "x.csv", "0,7400.5,7401,7400,7400.5,1.5",
            "60000,7400,7400,7400,7400,1");
        Assert.Equal("2018-04-04T00:00:00/2018-04-04T00:01:00", Span(Read(minutes, new CsvOptions()).Series[0]));
        string days = folder.Zip("equity/usa/daily/spy.zip", "spy.csv", "20131001 00:00,1680100,1680200,1679900,1680000,5000",
            "20131002 00:00,1680100,1680200,1679900,1680000,5000");
        var series = Read(days, new CsvOptions { Calendar = "XNYS" }).Series;
        Assert.Equal(Resolution.Day, series.Resolution);
        Assert.Equal("2013-10-01T13:30:00/2013-10-01T20:00:00", Span(series[0]));
        Assert.Contains("holds quotes",
            Assert.Throws<DataException>(() => Read(folder.Zip("crypto/coinbase/minute/btcusd/20180404_quote.zip", "x.csv", "0"),
                new CsvOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_are_opened()
    {
        string[] lines = ["time,open,high,low,close", "2020-01-02,1,1,1,1", "2020-01-03,1,1,1,1"];
        Assert.Equal(2, Read(folder.Gzip("X.csv.gz", lines), new CsvOptions()).Series.Count);
        Assert.Equal(2, Read(folder.Zip("X.csv.zip", "inside.csv", lines), new CsvOptions()).Series.Count);
    }

    [Fact]
    public void Columns_delimiter_and_form_of_time_can_be_given()
    {
        var options = new CsvOptions { Columns = "date,-,open,high,low,close", Delimiter = '~', TimeFormat = "dd/MM/yyyy" };
        var series = Lines(options, "03/04/2020~junk~1~2~0.5~1.5", "04/04/2020~junk~1~2~0.5~1.5");
        Assert.Equal("2020-04-03T00:00:00/2020-04-04T00:00:00", Span(series[0]));
    }

    [Fact]
    public void A_market_that_trades_on_Saturdays_has_365_days_a_year()
    {
        Assert.Equal(252,
            Lines(new CsvOptions(), "date,open,high,low,close", "2024-03-08,1,1,1,1", "2024-03-11,1,1,1,1").Calendar.PeriodsPerYear);
        Assert.Equal(365,
            Lines(new CsvOptions(), "date,open,high,low,close", "2024-03-08,1,1,1,1", "2024-03-09,1,1,1,1").Calendar.PeriodsPerYear);
    }

    [Fact]
    public void Rows_that_are_not_bars_can_be_put_aside()
    {
        var rejected = new List<RejectedRow>();
        string path = folder.Write("X.csv", "date,open,high,low,close", "2020-01-02,1,1,1,1", "2020-01-03,x,1,1,1", "2020-01-02,1,1,1,1",
            "2020-01-06,1,1,1,1");
        var read = new BarText(new Instrument { Symbol = "X" }, new CsvOptions(), rejected.Add).Read([path],
            TestContext.Current.CancellationToken);
        Assert.Equal(2, read.Series.Count);
        Assert.Equal([(3, "2020-01-03,x,1,1,1"), (4, "2020-01-02,1,1,1,1")], rejected.Select(r => (r.Line, r.Text)));
        Assert.Equal("its open 'x' is not a number", rejected[0].Reason);
    }

    [Fact]
    public void Several_files_are_read_in_order_of_time()
    {
        string first = folder.Write("a.csv", "date,open,high,low,close", "2020-01-02,1,1,1,1");
        string second = folder.Write("b.csv", "date,open,high,low,close", "2020-01-03,1,1,1,1");
        var read = new BarText(new Instrument { Symbol = "X" }, new CsvOptions(), reject: null).Read([second, first],
            TestContext.Current.CancellationToken);
        Assert.Equal("2020-01-02T00:00:00/2020-01-03T00:00:00", Span(read.Series[0]));
        Assert.Equal(["files are put in order of time"], read.Notes);
        var twice = new BarText(new Instrument { Symbol = "X" }, new CsvOptions(), reject: null);
        Assert.Contains("a.csv and", Assert.Throws<DataException>(() =>
            twice.Read([first, second, first], TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }
}
