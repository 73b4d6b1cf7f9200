using System.Globalization;
using StrategyHost.Data.Bars;
using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Tests.Formats;

/// <summary>
/// Exports of brokers and data vendors are read with no option but those that README explains or an error names: where a row of the
/// table has options, each is left out once, and the error must name it. All files hold an open of 10, high of 12, low of 9 and close of 11
/// at first,
/// and 11, 13, 10, 12 at the end, but for those that show marks of thousands.
/// </summary>
public sealed class VendorFormatTests
{
    private const string Daily = "2024-03-04T00:00/2024-03-05T00:00 2024-03-06T00:00/2024-03-07T00:00";
    private const string Minutes = "2024-03-04T14:30/2024-03-04T14:31 2024-03-04T14:31/2024-03-04T14:32";
    private const string MinutesOfThe14th = "2024-03-14T14:30/2024-03-14T14:31 2024-03-14T14:31/2024-03-14T14:32";
    private const string Hours = "2024-03-04T09:00/2024-03-04T10:00 2024-03-04T10:00/2024-03-04T11:00";

    /// <summary>File, options that errors must ask for, options that only the user can know, spans of the first and the last bar, their
    /// volumes.</summary>
    public static TheoryData<string, string, string, string, string> Table => new()
    {
        { "yahoo.csv", "", "", Daily, "100 200" },
        { "yfinance.csv", "", "", Daily, "100 200" },
        { "yfinance_grouped.csv", "", "", Daily, "100 200" },
        { "yfinance_several.csv", "--symbol MSFT", "", Daily, "100 200" },
        { "yfinance_history.csv", "", "", Daily, "100 200" },
        { "stooq.csv", "", "", Daily, "100 200" },
        { "stooq_polish.csv", "", "", Daily, "100 200" },
        { "stooq_bulk.txt", "--stamps start", "", "2024-03-04T16:00/2024-03-04T17:00 2024-03-04T17:00/2024-03-04T18:00", "100 200" },
        { "metatrader4.csv", "--stamps start", "", Hours, "100 200" },
        { "metatrader5.csv", "--stamps start", "", Hours, "100 200" },
        { "metatrader5_utf16.csv", "--stamps start", "", Hours, "100 200" },
        { "metatrader5_real.csv", "", "", Daily, "100 200" },
        { "metatrader5_python.csv", "--stamps start", "", Hours, "100 200" },
        { "interactive_brokers.csv", "--stamps start", "", Minutes, "100 200" },
        { "interactive_brokers_utc.csv", "--stamps start", "", Minutes, "100 200" },
        { "ib_insync.csv", "--stamps start", "", Minutes, "100 200" },
        { "tradingview.csv", "--stamps start", "", Minutes, "100 200" },
        { "tradingview_iso.csv", "--stamps start", "", Minutes, "100 200" },
        { "ninjatrader.txt", "--stamps end", "", Minutes, "100 200" },
        { "binance.csv", "", "", Minutes, "100 200" },
        { "binance_futures.csv", "", "", Minutes, "100 200" },
        { "kraken.csv", "--stamps start", "", Minutes, "100 200" },
        { "coinbase.csv", "--stamps start", "", Minutes, "100 200" },
        { "bitfinex.csv", "--stamps start", "", Minutes, "100 200" },
        { "bybit.csv", "", "", Minutes, "100 200" },
        { "okx.csv", "", "", Minutes, "100 200" },
        { "cryptodatadownload.csv", "--stamps start", "", Minutes, "100 200" },
        { "alphavantage.csv", "--stamps start", "--zone America/New_York", Minutes, "100 200" },
        { "alphavantage_adjusted.csv", "", "--adjusted", Daily, "100 200" },
        { "tiingo.csv", "", "--adjusted", Daily, "100 200" },
        { "polygon.csv", "--symbol AAPL", "", Minutes, "100 200" },
        { "eodhd.csv", "", "", Daily, "100 200" },
        { "eodhd_intraday.csv", "--stamps start", "", Minutes, "100 200" },
        { "investing.csv", "", "", "2024-03-04T00:00/2024-03-05T00:00 2024-03-14T00:00/2024-03-15T00:00", "100 1200" },
        { "dukascopy.csv", "--stamps start", "", MinutesOfThe14th, "100 200" },
        { "dukascopy_local.csv", "--stamps start", "", MinutesOfThe14th, "100 200" },
        { "histdata.csv", "--stamps start", "--zone Etc/GMT+5", Minutes, "0 0" },
        { "firstratedata.txt", "--stamps start", "--zone America/New_York", Minutes, "100 200" },
        { "kibot.txt", "--time-format MM/dd/yyyy --stamps start", "--zone America/New_York", Minutes, "100 200" },
        { "sierrachart.txt", "--stamps start", "", Minutes, "100 200" },
        { "amibroker.csv", "--stamps start", "--zone Etc/GMT+5", MinutesOfThe14th, "100 200" },
        { "quandl_wiki.csv", "", "--adjusted", Daily, "100 200" },
        { "nasdaq.csv", "--time-format MM/dd/yyyy", "", Daily, "100 1200" },
        { "wsj.csv", "", "", "2024-03-04T00:00/2024-03-05T00:00 2024-03-14T00:00/2024-03-15T00:00", "100 200" },
        { "barchart.csv", "--stamps start", "--zone America/New_York", Minutes, "100 200" },
        { "tradestation.txt", "--stamps end", "--zone Etc/GMT+5", MinutesOfThe14th, "100 200" },
        { "multicharts.txt", "--stamps end", "--zone Etc/GMT+5", MinutesOfThe14th, "100 200" },
        { "finam.csv", "--stamps start", "--zone Europe/Moscow", "2024-03-04T06:30/2024-03-04T07:30 2024-03-04T07:30/2024-03-04T08:30",
            "100 200" },
        { "moex.csv", "", "--zone Europe/Moscow", "2024-03-04T07:00/2024-03-04T08:00 2024-03-04T08:00/2024-03-04T09:00", "100 200" },
        { "tushare.csv", "", "", Daily, "100 200" },
        { "akshare.csv", "", "", Daily, "100 200" },
        { "tongdaxin.txt", "", "", Daily, "100 200" },
        { "jquants.csv", "", "--adjusted", Daily, "100 200" },
        { "nse.csv", "", "", Daily, "100 123200" },
        { "ariva.csv", "", "", Daily, "100 200" },
        { "boursorama.csv", "", "", "2024-03-04T00:00/2024-03-05T00:00 2024-03-14T00:00/2024-03-15T00:00", "100 200" },
        { "joinquant.csv", "", "", Daily, "100 200" },
        { "kaggle_stocks.csv", "--symbol AAPL", "", Daily, "100 200" },
        { "quantquote.csv", "--stamps start", "--zone America/New_York", Minutes, "100 200" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void An_export_is_read_with_the_options_that_errors_name(string file, string asked, string known, string spans, string volumes)
    {
        var options = asked.Split(" --", StringSplitOptions.RemoveEmptyEntries).Select(o => "--" + o.TrimStart('-')).ToList();
        for (int i = 0; i < options.Count; i++)
        {
            string given = string.Join(' ', options.Take(i).Append(known));
            var problem = Assert.ThrowsAny<DataException>(() => Read(file, given));
            Assert.Contains(options[i].Split(' ')[0], problem.Message, StringComparison.Ordinal);
        }

        var series = Read(file, $"{asked} {known}").Series;
        Assert.Equal(spans, $"{Span(series[0])} {Span(series[series.Count - 1])}");
        Assert.Equal((10, 12, 9, 11), (series[0].Open, series[0].High, series[0].Low, series[0].Close));
        Assert.Equal((11, 13, 10, 12), Prices(series[series.Count - 1]));
        Assert.Equal(volumes, string.Create(CultureInfo.InvariantCulture, $"{series[0].Volume} {series[series.Count - 1].Volume}"));
        Assert.Equal(2, series.Count);
    }

    [Fact]
    public void Points_group_thousands_where_commas_are_decimal()
    {
        var series = Read("investing_german.csv", "").Series;
        Assert.Equal((11, 10, 100), (series[0].Close, series[0].Open, series[0].Volume));
        Assert.Equal((1012, 1011, 1013, 1010, 200), (series[1].Close, series[1].Open, series[1].High, series[1].Low, series[1].Volume));
    }

    [Theory]
    [InlineData("yahoo.csv", "", "1 row without prices left out")]
    [InlineData("yahoo.csv", "", "prices after splits and dividends too, which 'strategyhost data import FILE --adjusted' reads")]
    [InlineData("tiingo.csv", "", "--adjusted")]
    [InlineData("metatrader5.csv", "--stamps start", "volume is the tick volume, as the real volume is 0 in every row")]
    [InlineData("coinbase.csv", "--stamps start", "the newest row came first: rows are put in order of time")]
    [InlineData("cryptodatadownload.csv", "--stamps start", "the first line comes before the header and is left out")]
    [InlineData("barchart.csv", "--stamps start", "1 row at the end of a file left out, which is a sentence")]
    [InlineData("investing.csv", "", "dates are MM/dd/yyyy, as no other order fits them")]
    [InlineData("boursorama.csv", "", "numbers have a decimal comma")]
    [InlineData("yfinance_history.csv", "", "times are midnights with an offset: they stand for their dates")]
    [InlineData("polygon.csv", "--symbol AAPL", "2 rows of other symbols left out")]
    public void What_was_decided_is_said(string file, string options, string note) =>
        Assert.Contains(Read(file, options).Notes, n => n.Contains(note, StringComparison.Ordinal));

    [Fact]
    public void Every_file_is_in_the_table() =>
        Assert.Equal(Directory.GetFiles(Folder).Select(Path.GetFileName).Order(),
            Table.Select(r => r.Data.Item1).Append("investing_german.csv").Order());

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Formats", "Files");

    private static (double Open, double High, double Low, double Close) Prices(Bar bar) => (bar.Open, bar.High, bar.Low, bar.Close);

    private static string Span(Bar bar) =>
        string.Create(CultureInfo.InvariantCulture, $"{bar.Start:yyyy-MM-ddTHH:mm}/{bar.End:yyyy-MM-ddTHH:mm}");

    private static ReadBars Read(string file, string commandLine)
    {
        var words = commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? Value(string option) => Array.IndexOf(words, option) is >= 0 and var at ? words[at + 1] : null;
        var options = new CsvOptions
        {
            Stamps = Value("--stamps") is { } stamps ? Enum.Parse<BarStamps>(stamps, ignoreCase: true) : null,
            Zone = Value("--zone"),
            TimeFormat = Value("--time-format"),
            Adjusted = words.Contains("--adjusted"),
        };
        var instrument = new Instrument { Symbol = Value("--symbol") ?? "X" };
        return new BarText(instrument, options, reject: null).Read([Path.Combine(Folder, file)], TestContext.Current.CancellationToken);
    }
}
