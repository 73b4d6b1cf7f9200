using System.Globalization;
using System.IO.Compression;
using System.Text;
using StrategyHost.Data.Bars;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Tests.Files;

namespace StrategyHost.Data.Tests.Csv;

/// <summary>What people and programs do to tables of bars is read as it was meant, or refused with the way out.</summary>
public sealed class CsvKindsTests : IDisposable
{
    private const string Header = "date,open,high,low,close,volume";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static ReadBars Read(string path, CsvOptions? options = null, string symbol = "X") =>
        new BarText(new Instrument { Symbol = symbol }, options ?? new CsvOptions(), reject: null).Read([path],
            TestContext.Current.CancellationToken);

    private ReadBars Lines(CsvOptions options, params string[] lines) => Read(folder.Write("X.csv", lines), options);

    private ReadBars Lines(params string[] lines) => Lines(new CsvOptions(), lines);

    private string Refusal(CsvOptions options, params string[] lines) =>
        Assert.ThrowsAny<DataException>(() => Lines(options, lines)).Message;

    private static string Start(Bar bar) => bar.Start.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    private static CsvOptions In(string zone, BarStamps stamps = BarStamps.Start) => new() { Zone = zone, Stamps = stamps };

    [Theory]
    [InlineData("2024-03-08;1.234,5;1.240,25;1.200;1.210,75;1.000.000")]
    [InlineData("2024-03-08;1234,5;1240,25;1200;1210,75;1000000")]
    [InlineData("2024-03-08;1 234,5;1 240,25;1 200;1 210,75;1 000 000")]
    public void A_proven_decimal_comma_is_read_and_said(string row)
    {
        var read = Lines(Header.Replace(',', ';'), row);
        Assert.Equal((1234.5, 1240.25, 1200, 1210.75, 1_000_000),
            (read.Series[0].Open, read.Series[0].High, read.Series[0].Low, read.Series[0].Close, read.Series[0].Volume));
        Assert.Contains("numbers have a decimal comma", read.Notes);
    }

    [Fact]
    public void A_comma_before_three_digits_is_asked_about()
    {
        string[] lines = [Header.Replace(',', ';'), "2024-03-08;1,234;1,240;1,200;1,210;5"];
        string refusal = Refusal(new CsvOptions(), lines);
        Assert.Contains(
            "'1,234' is thousands, or has a decimal comma: say which with 'strategyhost data import FILE --decimal .' or '--decimal ,'",
            refusal, StringComparison.Ordinal);
        Assert.Equal(1.234, Lines(new CsvOptions { Decimal = ',' }, lines).Series[0].Open);
        Assert.Equal(1234, Lines(new CsvOptions { Decimal = '.' }, lines).Series[0].Open);
    }

    [Theory]
    [InlineData("2024-03-08,10,5,12,0,9,5,11,0,100")]
    [InlineData("2024-03-08,10,12,9,11,1,234")]
    public void Commas_of_numbers_between_commas_are_refused(string row) =>
        Assert.Contains("a number with a comma in it must stand in quotes", Refusal(new CsvOptions(), Header, row),
            StringComparison.Ordinal);

    [Fact]
    public void Empty_fields_behind_the_last_column_do_no_harm() =>
        Assert.Equal(100, Lines(Header, "2024-03-08,10,12,9,11,100,,").Series[0].Volume);

    [Theory]
    [InlineData("$10.00", "$12.00", "$9.00", "$11.00", "100")]
    [InlineData("€10.00", "12.00 €", "£9.00", "¥11.00", "100")]
    [InlineData("US$10.00", "HK$ 12.00", "₹9.00", "11.00", "0.10K")]
    [InlineData("10", "12", "9", "11", "0.0001M")]
    [InlineData("10", "12", "9", "11", "0.0000001B")]
    public void Signs_of_currencies_and_units_of_volumes_are_read(string open, string high, string low, string close, string volume)
    {
        var bar = Lines(Header, $"2024-03-08,{open},{high},{low},{close},{volume}").Series[0];
        Assert.Equal((10, 12, 9, 11), (bar.Open, bar.High, bar.Low, bar.Close));
        Assert.Equal(100, bar.Volume, 9);
    }

    [Fact]
    public void Millions_of_a_volume_are_read() =>
        Assert.Equal(95_130_000, Lines(Header, "2024-03-08,10,12,9,11,95.13M").Series[0].Volume, 3);

    [Theory]
    [InlineData("1.5M")]
    [InlineData("12x")]
    [InlineData("1,23,45")]
    [InlineData("abc")]
    public void What_is_no_price_is_refused(string open) =>
        Assert.Contains("its open", Refusal(new CsvOptions(), Header, $"2024-03-08,\"{open}\",12,9,11,1"), StringComparison.Ordinal);

    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("N/A")]
    [InlineData("-")]
    public void Rows_without_any_price_are_left_out_and_counted(string missing)
    {
        var read = Lines(Header, "2024-03-07,10,12,9,11,1", $"2024-03-08,{missing},{missing},{missing},{missing},{missing}",
            "2024-03-11,10,12,9,11,1");
        Assert.Equal(2, read.Series.Count);
        Assert.Contains("1 row without prices left out", read.Notes);
        Assert.Contains("is missing", Refusal(new CsvOptions(), Header, "2024-03-07,10,12,9,11,1", $"2024-03-08,10,{missing},9,11,1"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("-")]
    public void An_empty_volume_is_zero_and_counted(string missing)
    {
        var read = Lines(Header, "2024-03-07,10,12,9,11,5", $"2024-03-08,10,12,9,11,{missing}");
        Assert.Equal(0, read.Series[1].Volume);
        Assert.Contains("1 row without a volume: it is 0", read.Notes);
    }

    [Fact]
    public void Adjusted_prices_are_read_when_they_are_asked_for()
    {
        string[] scaled = ["Date,Open,High,Low,Close,Adj Close,Volume", "2024-03-08,10,12.1,9,12.1,3.3,5"];
        var bar = Lines(new CsvOptions { Adjusted = true }, scaled).Series[0];
        Assert.Equal((3.3, 3.3), (bar.High, bar.Close));
        Assert.Equal(10 * 3.3 / 12.1, bar.Open, 12);
        Assert.Equal(12.1, Lines(scaled).Series[0].Close);
        Assert.Contains("no column of adjusted closes", Refusal(new CsvOptions { Adjusted = true }, Header, "2024-03-08,10,12,9,11,5"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",open,high,low,close,volume", "2024-03-08,10,12,9,11,5")]
    [InlineData("Unnamed: 0,open,high,low,close,volume", "2024-03-08,10,12,9,11,5")]
    [InlineData("index,Open,High,Low,Close", "2024-03-08,10,12,9,11")]
    [InlineData("\"\",\"Open\",\"High\",\"Low\",\"Close\"", "\"2024-03-08\",10,12,9,11")] // R's write.csv
    public void An_unnamed_first_column_is_the_time(string header, string row) =>
        Assert.Equal("2024-03-08T00:00:00", Start(Lines(header, row).Series[0]));

    [Theory]
    [InlineData("9:30 AM", "9:31 AM")]
    [InlineData("09:30:00 am", "09:31:00 am")]
    [InlineData("9:30a.m.", "9:31a.m.")]
    [InlineData("930", "931")]
    [InlineData("93000", "93100")]
    public void A_column_of_times_of_day_is_read_in_many_forms(string first, string second) =>
        Assert.Equal("2024-03-08T09:31:00", Start(Lines(In("UTC"), "Date,Time,Open,High,Low,Close", $"2024-03-08,{first},1,1,1,1",
            $"2024-03-08,{second},1,1,1,1").Series[1]));

    [Fact]
    public void Noon_is_PM_and_midnight_is_AM()
    {
        var series = Lines(In("UTC") with { Resolution = Resolution.Minute }, "Date,Time,Open,High,Low,Close",
            "2024-03-08,12:05 AM,1,1,1,1", "2024-03-08,11:59 AM,1,1,1,1", "2024-03-08,12:00 PM,1,1,1,1",
            "2024-03-08,1:00 PM,1,1,1,1").Series;
        Assert.Equal(["00:05", "11:59", "12:00", "13:00"],
            Enumerable.Range(0, 4).Select(i => series[i].Start.ToString("HH:mm", CultureInfo.InvariantCulture)));
        Assert.Contains("is not a time of day", Refusal(In("UTC"), "Date,Time,Open,High,Low,Close", "2024-03-08,13:00 AM,1,1,1,1"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-03-08 23:00", "2024-03-08 24:00", null)]
    [InlineData("2024-03-08T23:00:00", "2024-03-08T24:00:00", null)]
    [InlineData("202403082300", "202403082400", null)]
    [InlineData("08.03.2024 23:00", "08.03.2024 24:00", "dd.MM.yyyy HH:mm")]
    public void The_24th_hour_ends_the_day(string first, string second, string? format)
    {
        var series = Lines(In("UTC", BarStamps.End) with { TimeFormat = format }, "time,open,high,low,close", $"{first},1,1,1,1",
            $"{second},1,1,1,1").Series;
        Assert.Equal(new DateTime(2024, 3, 9, 0, 0, 0, DateTimeKind.Utc), series[1].End);
    }

    [Theory]
    [InlineData("1709890200.0", "1709890260.0")]
    [InlineData("1709890200000.25", "1709890260000.25")]
    [InlineData("1709890200.000000", "1709890260.000000")]
    public void Unix_times_may_have_decimals(string first, string second)
    {
        var series = Lines(In("UTC"), "time,open,high,low,close", $"{first},1,1,1,1", $"{second},1,1,1,1").Series;
        Assert.Equal((Resolution.Minute, "2024-03-08T09:31:00"), (series.Resolution, Start(series[1])));
    }

    [Fact]
    public void A_time_that_a_spreadsheet_has_rounded_is_refused() =>
        Assert.Contains("a spreadsheet has rounded", Refusal(In("UTC"), "time,open,high,low,close", "1.70989E+12,1,1,1,1"),
            StringComparison.Ordinal);

    [Fact]
    public void Lines_before_the_header_are_left_out()
    {
        foreach (string[] before in new string[][] { ["https://www.example.com"],
            ["# exported by a program", "Symbol: X, Exchange: Y, Currency: USD, Bars: daily, Adjusted: no"],
            ["Some title", "", "Created 2024-03-08"] })
        {
            var read = Lines([.. before, Header, "2024-03-08,10,12,9,11,5"]);
            Assert.Equal(1, read.Series.Count);
            Assert.Contains(read.Notes, n => n.Contains("before the header", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_header_that_is_repeated_is_left_out() =>
        Assert.Contains("1 row of a repeated header left out",
            Lines(Header, "2024-03-07,10,12,9,11,5", Header, "2024-03-08,10,12,9,11,5").Notes);

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    public void UTF_16_is_read(string encoding, bool hasMark)
    {
        var kind = Encoding.GetEncoding(encoding);
        byte[] text = [.. hasMark ? kind.GetPreamble() : [], .. kind.GetBytes($"{Header}\r\n2024-03-08,10,12,9,11,5\r\n")];
        File.WriteAllBytes(folder["X.csv"], text);
        Assert.Equal(11, Read(folder["X.csv"]).Series[0].Close);
        using (var zipped = new GZipStream(File.Create(folder["X.csv.gz"]), CompressionMode.Compress)) zipped.Write(text);
        Assert.Equal(11, Read(folder["X.csv.gz"]).Series[0].Close);
    }

    [Theory]
    [InlineData("20240308 09:30:00 US/Eastern", "20240308 09:31:00 US/Eastern", "2024-03-08T14:31:00")]
    [InlineData("20240308  09:30:00 Asia/Hong_Kong", "20240308  09:31:00 Asia/Hong_Kong", "2024-03-08T01:31:00")]
    [InlineData("20240308 09:30:00 MET", "20240308 09:31:00 MET", "2024-03-08T08:31:00")]
    [InlineData("20240308-09:30:00", "20240308-09:31:00", "2024-03-08T09:31:00")]
    [InlineData("2024-03-08T09:30:00-05:00[America/New_York]", "2024-03-08T09:31:00-05:00[America/New_York]", "2024-03-08T14:31:00")]
    [InlineData("2024-03-08 09:30:00 EST", "2024-03-08 09:31:00 EST", "2024-03-08T14:31:00")]
    public void A_time_that_names_its_zone_is_in_it(string first, string second, string expected) =>
        Assert.Equal(expected, Start(Lines(new CsvOptions { Stamps = BarStamps.Start }, "date,open,high,low,close", $"{first},1,1,1,1",
            $"{second},1,1,1,1").Series[1]));

    [Fact]
    public void A_row_of_another_zone_is_refused() =>
        Assert.Contains("does not end with US/Eastern", Refusal(new CsvOptions { Stamps = BarStamps.Start, Resolution = Resolution.Minute },
            "date,open,high,low,close", "20240308 09:30:00 US/Eastern,1,1,1,1", "20240308 09:31:00 US/Central,1,1,1,1"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("America/New_York", "2024-11-03", "01", "2024-11-03T05:30:00", "2024-11-03T06:00:00")]
    [InlineData("Europe/Berlin", "2024-10-27", "02", "2024-10-27T00:30:00", "2024-10-27T01:00:00")]
    [InlineData("Australia/Sydney", "2024-04-07", "02", "2024-04-06T15:30:00", "2024-04-06T16:00:00")]
    public void The_hour_that_comes_twice_in_autumn_is_read_in_order(string zone, string date, string hour, string before, string after)
    {
        string[] rows = [.. new[] { "00", "30", "00", "30" }.Select(m => $"{date} {hour}:{m},1,1,1,1")];
        var series = Lines(In(zone), ["time,open,high,low,close", .. rows]).Series;
        Assert.Equal([before, after], new[] { series[1], series[2] }.Select(Start));
        Assert.Equal(4, series.Count);
        Assert.Equal(after, Start(Lines(In(zone), ["time,open,high,low,close", .. rows.Reverse()]).Series[2]));
        var ends = Lines(In(zone, BarStamps.End), ["time,open,high,low,close", .. rows]).Series;
        Assert.Equal(after, ends[2].End.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_third_pass_of_that_hour_is_a_duplicate() =>
        Assert.Contains("stands there already", Refusal(In("America/New_York"),
            ["time,open,high,low,close", .. Enumerable.Repeat("2024-11-03 01:00,1,1,1,1", 2).Append("2024-11-03 01:30,1,1,1,1")
                .Append("2024-11-03 01:30,1,1,1,1")]), StringComparison.Ordinal);

    [Theory]
    [InlineData("America/New_York", "2024-03-10 01:30", "2024-03-10 02:30", "02:00 to 03:00")]
    [InlineData("Europe/London", "2024-03-31 00:30", "2024-03-31 01:00", "01:00 to 02:00")]
    [InlineData("Australia/Lord_Howe", "2024-10-06 01:30", "2024-10-06 02:15", "02:00 to 02:30")]
    public void A_time_that_clocks_passed_over_is_refused(string zone, string before, string skipped, string hours)
    {
        string refusal = Refusal(In(zone) with { Resolution = Resolution.Parse("15m") }, "time,open,high,low,close", $"{before},1,1,1,1",
            $"{skipped},1,1,1,1");
        Assert.Contains($"did not exist in {zone}, where clocks went from {hours}", refusal, StringComparison.Ordinal);
        Assert.Contains("--zone", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_may_end_when_the_clocks_change()
    {
        var series = Lines(In("America/New_York", BarStamps.End), "time,open,high,low,close", "2024-03-10 01:00,1,1,1,1",
            "2024-03-10 02:00,1,1,1,1").Series;
        Assert.Equal(new DateTime(2024, 3, 10, 7, 0, 0, DateTimeKind.Utc), series[1].End);
    }

    [Theory]
    [InlineData("-37.63,-30,-40.32,-37.63")]
    [InlineData("0,1,-1,0")]
    [InlineData("1,2,0,1.5")]
    public void Prices_below_zero_are_let_in_where_they_may_be(string prices)
    {
        string[] lines = ["date,open,high,low,close", $"2020-04-20,{prices}"];
        Assert.Contains("--allow-negative-price, or allowNegativePrice in instruments.json", Refusal(new CsvOptions(), lines),
            StringComparison.Ordinal);
        Assert.Equal(1, Lines(new CsvOptions { AllowNegativePrice = true }, lines).Series.Count);
        Assert.Contains("its high -41 is below its low", Refusal(new CsvOptions { AllowNegativePrice = true }, "date,open,high,low,close",
            "2020-04-20,-40,-41,-40.5,-40"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("03/04/2024", "03/05/2024", "--time-format dd/MM/yyyy or --time-format MM/dd/yyyy")]
    [InlineData("1.2.24", "1.3.24", "--time-format dd/MM/yyyy or --time-format MM/dd/yyyy")]
    [InlineData("03-04-2024 09:30", "03-04-2024 09:31", "--time-format dd/MM/yyyy or --time-format MM/dd/yyyy")]
    public void Dates_that_read_in_two_ways_are_asked_about(string first, string second, string ways)
    {
        string[] lines = ["date,open,high,low,close", $"{first},1,1,1,1", $"{second},1,1,1,1"];
        Assert.Contains(ways, Refusal(In("UTC"), lines), StringComparison.Ordinal);
        Assert.Equal(2, Lines(In("UTC") with { TimeFormat = "MM/dd/yyyy" }, lines).Series.Count);
    }

    [Theory]
    [InlineData("12/31/2023", "01/02/2024")]
    [InlineData("31-12-2023", "02-01-2024")]
    [InlineData("31.12.23", "2.1.24")]
    [InlineData("Dec 31, 2023", "Jan 2, 2024")]
    [InlineData("31-Dec-23", "02-Jan-24")]
    [InlineData("Sun Dec 31 2023", "Tue Jan 02 2024")]
    [InlineData("31122023", "02012024")]
    public void Dates_that_read_in_one_way_are_read(string first, string second) =>
        Assert.Equal(["2023-12-31T00:00:00", "2024-01-02T00:00:00"],
            new[] { 0, 1 }.Select(i =>
                Start(Lines("date,open,high,low,close", $"\"{first}\",1,1,1,1", $"\"{second}\",1,1,1,1").Series[i])));

    [Fact]
    public void Tick_volume_stands_for_a_real_volume_that_is_zero_throughout()
    {
        string[] names = ["<DATE>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<TICKVOL>,<VOL>", "time,open,high,low,close,tick_volume,real_volume",
            "Date,Open,High,Low,Close,Tick Volume,Volume"];
        foreach (string header in names)
        {
            var ticks = Lines(header, "2024-03-04,1,1,1,1,1000,0", "2024-03-05,1,1,1,1,2000,0");
            Assert.Equal((1000, 2000), (ticks.Series[0].Volume, ticks.Series[1].Volume));
            Assert.Contains("volume is the tick volume, as the real volume is 0 in every row", ticks.Notes);
            var real = Lines(header, "2024-03-04,1,1,1,1,1000,0", "2024-03-05,1,1,1,1,2000,7");
            Assert.Equal((0, 7), (real.Series[0].Volume, real.Series[1].Volume));
            Assert.Empty(real.Notes);
        }
    }

    [Fact]
    public void A_file_of_several_symbols_is_read_for_one()
    {
        string path = folder.Write("all.csv", "symbol,date,open,high,low,close", "A,2024-03-04,1,1,1,1", "B,2024-03-04,2,2,2,2",
            "A,2024-03-05,1,1,1,1", "B,2024-03-05,2,2,2,2");
        Assert.Equal((2, 2), (Read(path, symbol: "b").Series.Count, Read(path, symbol: "B").Series[0].Close));
        Assert.Contains("holds rows of A, B: say which are read with --symbol",
            Assert.Throws<DataException>(() => Read(path, symbol: "all")).Message, StringComparison.Ordinal);
        Assert.Equal(1,
            Read(folder.Write("one.csv", "symbol,date,open,high,low,close", "A.US,2024-03-04,1,1,1,1"), symbol: "A").Series.Count);
    }

    [Fact]
    public void A_last_row_that_was_cut_off_is_no_closing_sentence()
    {
        Assert.Contains("this row is not a bar", Refusal(new CsvOptions(), Header, "2024-03-08,10,12,9,11,5", "2024-03-1"),
            StringComparison.Ordinal);
        Assert.Contains("this row is not a bar", Refusal(new CsvOptions(), Header, "2024-03-08,10,12,9,11,5", "nonsense"),
            StringComparison.Ordinal);
        Assert.Contains("this row is not a bar", Refusal(new CsvOptions(), Header, "Some sentence", "2024-03-08,10,12,9,11,5"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_a_turned_file_keep_their_numbers()
    {
        string refusal =
            Refusal(new CsvOptions(), Header, "2024-03-12,10,12,9,11,5", "", "2024-03-11,10,8,9,11,5", "2024-03-08,10,12,9,11,5");
        Assert.Contains("X.csv:4: this row is not a bar: its high 8 is below its low 9", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_a_header_must_bear_out_their_order()
    {
        Assert.Equal(2, Lines(In("UTC"), "1709562600,10,12,9,11,100,5", "1709562660,11,13,10,12,200,6").Series.Count);
        Assert.Contains("--columns", Refusal(In("UTC"), "1709562600,9,12,10,11,100,5", "1709562660,10,13,11,12,200,6"),
            StringComparison.Ordinal);
        Assert.Equal(10, Lines(In("UTC") with { Columns = "time,low,high,open,close,volume" }, "1709562600,9,12,10,11,100,5",
            "1709562660,10,13,11,12,200,6").Series[0].Open);
    }
}
