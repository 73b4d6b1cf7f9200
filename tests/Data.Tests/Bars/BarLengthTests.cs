using System.Globalization;
using StrategyHost.Data.Bars;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Tests.Files;

namespace StrategyHost.Data.Tests.Bars;

/// <summary>How long bars are is told by the commonest step and the session, and asked where rows do not tell it. All rows are
/// invented.</summary>
public sealed class BarLengthTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private BarSeries Read(CsvOptions options, params string[] times)
    {
        string path = folder.Write("X.csv", ["time,open,high,low,close", .. times.Select(t => t + ",1,1,1,1")]);
        return new BarText(new Instrument { Symbol = "X" }, options, reject: null).Read([path],
            TestContext.Current.CancellationToken).Series;
    }

    private static CsvOptions At(string calendar, string zone, BarStamps stamps) => new()
    {
        Calendar = calendar,
        Zone = zone,
        Stamps = stamps
    };

    /// <summary>The spans of bars on the calendar's wall clock.</summary>
    private static IEnumerable<string> Spans(BarSeries series) => Enumerable.Range(0, series.Count).Select(i => string.Create(
        CultureInfo.InvariantCulture,
        $"{series.Calendar.ToLocal(series[i].Start):MM-dd HH:mm}/{series.Calendar.ToLocal(series[i].End):MM-dd HH:mm}"));

    private static string[] Dates(string first, int count, Func<DateOnly, int, DateOnly> next) =>
        [.. Enumerable.Range(0, count).Select(i =>
            next(DateOnly.Parse(first, CultureInfo.InvariantCulture), i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];

    [Fact]
    public void Hours_whose_first_is_a_half_hour_end_with_the_hour()
    {
        var series = Read(At("XNYS", "America/New_York", BarStamps.Start), "2024-03-04 09:30", "2024-03-04 10:00", "2024-03-04 11:00",
            "2024-03-04 12:00");
        Assert.Equal(Resolution.Hour, series.Resolution);
        Assert.Equal(["03-04 09:30/03-04 10:00", "03-04 10:00/03-04 11:00", "03-04 11:00/03-04 12:00", "03-04 12:00/03-04 13:00"],
            Spans(series));
    }

    [Fact]
    public void Two_hours_of_two_days_begin_with_a_shorter_one_each()
    {
        string[] day = ["09:30", "10:00", "12:00", "14:00"];
        var series = Read(At("XNYS", "America/New_York", BarStamps.Start),
            [.. day.Select(t => "2024-11-27 " + t), .. day[..3].Select(t => "2024-11-29 " + t)]);
        Assert.Equal(Resolution.Parse("2h"), series.Resolution);
        Assert.Equal("11-27 09:30/11-27 10:00", Spans(series).First());
        Assert.Equal(["11-29 09:30/11-29 10:00", "11-29 10:00/11-29 12:00", "11-29 12:00/11-29 13:00"], Spans(series).TakeLast(3));
    }

    [Fact]
    public void Hours_that_are_stamped_at_their_ends_can_have_a_shorter_last()
    {
        var series = Read(At("XNYS", "America/New_York", BarStamps.End), "2024-11-29 10:30", "2024-11-29 11:30", "2024-11-29 12:30",
            "2024-11-29 13:00", "2024-12-02 10:30", "2024-12-02 11:30");
        Assert.Equal(Resolution.Hour, series.Resolution);
        Assert.Equal(["11-29 12:30/11-29 13:00", "12-02 09:30/12-02 10:30"], Spans(series).Skip(3).Take(2));
    }

    [Fact]
    public void The_first_hour_that_is_stamped_at_its_end_begins_with_the_session() => Assert.Equal(
        ["03-04 09:30/03-04 10:00", "03-04 10:00/03-04 11:00"],
        Spans(Read(At("XNYS", "America/New_York", BarStamps.End), "2024-03-04 10:00", "2024-03-04 11:00", "2024-03-04 12:00")).Take(2));

    [Fact]
    public void A_bar_does_not_last_into_the_pause_of_its_session() => Assert.Equal(
        ["03-04 11:30/03-04 12:00", "03-04 13:00/03-04 14:00"],
        Spans(Read(At("XHKG", "Asia/Hong_Kong", BarStamps.Start), "2024-03-04 09:30", "2024-03-04 10:30", "2024-03-04 11:30",
            "2024-03-04 13:00", "2024-03-04 14:00", "2024-03-04 15:00")).Skip(2).Take(2));

    [Fact]
    public void A_row_between_two_bars_does_not_make_the_first_shorter()
    {
        string[] times = ["2024-03-04 10:00", "2024-03-04 10:05", "2024-03-04 11:00", "2024-03-04 12:00"];
        var problem = Assert.Throws<DataException>(() =>
            Read(At("XNYS", "America/New_York", BarStamps.Start) with { Resolution = Resolution.Hour }, times));
        Assert.Contains("overlaps the one before it", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-03-04 09:30", "2024-03-04 10:00", "2024-03-04 11:00")] // hours with a short first, or half hours with a gap
    [InlineData("2024-03-04 09:30", "2024-03-04 10:30", "2024-03-04 11:30", "2024-03-04 11:35", "2024-03-04 12:35")]
    [InlineData("2024-03-04", "2024-03-11")]
    [InlineData("2024-03-05", "2024-03-06", "2024-03-13", "2024-03-20")]
    [InlineData("2024-03-01", "2024-04-01")]
    [InlineData("2024-03-01", "2024-03-04", "2024-03-07", "2024-03-10")] // bars of three days, which there are not
    [InlineData("2024-01-15", "2024-02-15", "2024-03-15", "2024-04-15")] // from the middle of a month, or up to it?
    public void What_rows_do_not_tell_is_asked(params string[] times)
    {
        var problem = Assert.Throws<DataException>(() => Read(new CsvOptions { Stamps = BarStamps.Start }, times));
        Assert.Contains("do not tell how long the bars are", problem.Message, StringComparison.Ordinal);
        Assert.Contains("give --resolution", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_rows_do_not_tell_can_be_said()
    {
        Assert.Equal(Resolution.Week, Read(new CsvOptions { LengthIfUnclear = Resolution.Week }, "2024-03-04", "2024-03-11").Resolution);
        Assert.Equal(Resolution.Day, Read(new CsvOptions { Resolution = Resolution.Day }, "2024-03-04", "2024-03-11").Resolution);
    }

    [Fact]
    public void Sparse_minutes_stay_minutes() => Assert.Equal(
        Resolution.Minute,
        Read(new CsvOptions { Stamps = BarStamps.Start }, "2024-03-04 09:30", "2024-03-04 09:33", "2024-03-04 09:34", "2024-03-04 09:41",
            "2024-03-04 09:42", "2024-03-04 09:44").Resolution);

    [Fact]
    public void A_week_is_known_when_it_is_over()
    {
        Assert.Equal(["03-04 00:00/03-11 00:00", "03-11 00:00/03-18 00:00", "03-18 00:00/03-25 00:00"],
            Spans(Read(new CsvOptions(), "2024-03-04", "2024-03-11", "2024-03-18")));
        Assert.Equal(["03-25 09:30/03-28 16:00", "04-01 09:30/04-05 16:00"],
            Spans(Read(new CsvOptions { Calendar = "XNYS" }, "2024-03-18", "2024-03-25", "2024-04-01")).Skip(1));
    }

    [Fact]
    public void Weeks_can_be_dated_by_their_last_session() => Assert.Equal(
        ["03-18 09:30/03-22 16:00", "03-25 09:30/03-28 16:00", "04-01 09:30/04-05 16:00"],
        Spans(Read(new CsvOptions { Calendar = "XNYS" }, "2024-03-22", "2024-03-28", "2024-04-05")));

    [Fact]
    public void Weeks_of_other_days_are_theirs_once_it_is_said_which_end_is_dated()
    {
        string[] sundays = ["2024-03-03", "2024-03-10", "2024-03-17"];
        Assert.Throws<UnknownStampsException>(() => Read(new CsvOptions(), sundays));
        Assert.Equal("03-03 00:00/03-10 00:00", Spans(Read(new CsvOptions { Stamps = BarStamps.Start }, sundays)).First());
        Assert.Equal("02-26 00:00/03-04 00:00", Spans(Read(new CsvOptions { Stamps = BarStamps.End }, sundays)).First());
        Assert.Equal("03-03 17:00/03-08 17:00", Spans(Read(new CsvOptions { Stamps = BarStamps.Start, Calendar = "FX" }, sundays)).First());
        Assert.Equal("03-07 00:00/03-14 00:00",
            Spans(Read(new CsvOptions { Stamps = BarStamps.Start, Calendar = "24/7" }, "2024-03-07", "2024-03-14", "2024-03-21")).First());
    }

    [Fact]
    public void A_month_is_known_when_it_is_over()
    {
        var series = Read(new CsvOptions { Calendar = "XNYS" }, Dates("2024-01-01", 12, (d, i) => d.AddMonths(i)));
        Assert.Equal((Resolution.Month, 12), (series.Resolution, series.Resolution.PeriodsPerYear(series.Calendar)));
        Assert.Equal(["02-01 09:30/02-29 16:00", "03-01 09:30/03-28 16:00"], Spans(series).Skip(1).Take(2));
        Assert.Equal("01-01 00:00/02-01 00:00",
            Spans(Read(new CsvOptions(), "2024-01-31", "2024-02-29", "2024-03-28", "2024-04-30")).First());
        Assert.Equal("12-01 00:00/01-01 00:00",
            Spans(Read(new CsvOptions { Stamps = BarStamps.End }, "2024-01-01", "2024-02-01", "2024-03-01")).First());
    }

    [Fact]
    public void Quarters_half_years_and_years_are_known_too()
    {
        Assert.Equal("3mo",
            Read(new CsvOptions(), Dates("2023-03-31", 5, (d, i) => d.AddDays(1).AddMonths(3 * i).AddDays(-1))).Resolution.ToString());
        Assert.Equal("6mo", Read(new CsvOptions(), Dates("2020-01-01", 5, (d, i) => d.AddMonths(6 * i))).Resolution.ToString());
        Assert.Equal("12mo", Read(new CsvOptions(), Dates("2020-01-02", 5, (d, i) => d.AddYears(i))).Resolution.ToString());
    }

    [Theory]
    [InlineData("2024-03-08", "2024-03-11")]
    [InlineData("2024-03-05", "2024-03-06", "2024-03-13", "2024-03-15", "2024-03-18")]
    [InlineData("2024-03-08", "2024-03-11", "2024-11-29")]
    public void Days_with_gaps_stay_days(params string[] times) => Assert.Equal(Resolution.Day, Read(new CsvOptions(), times).Resolution);
}
