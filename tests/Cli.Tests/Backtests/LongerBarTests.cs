using System.Globalization;
using StrategyHost.Data.Calendars;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Cli.Tests.Backtests;

/// <summary>Longer bars on real calendars: cut by the wall clock and the sessions, one behind the other. All bars are invented.</summary>
public sealed class LongerBarTests
{
    private static readonly TradingCalendar NewYork = TradingCalendars.Find("XNYS");

    /// <summary>Bars of a length that last from one wall time to another, whatever the clock does between.</summary>
    private static BarSeries Series(TradingCalendar calendar, string resolution, string from, string to)
    {
        var length = Resolution.Parse(resolution);
        static DateTime Local(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
        var starts = new List<long>();
        for (var start = calendar.ToUtc(Local(from)); start < calendar.ToUtc(Local(to)); start += length.Span) starts.Add(start.Ticks);
        double[] ones = [.. starts.Select(_ => 1.0)];
        return new BarSeries(new Instrument { Symbol = "X" }, calendar, length, starts.ToArray(),
            starts.Select(s => s + length.Span.Ticks).ToArray(), ones, ones, ones, ones, ones);
    }

    private static List<Bar> Longer(BarSeries series, string resolution)
    {
        var longer = BarResampler.To(series, Resolution.Parse(resolution));
        return [.. Enumerable.Range(0, longer.Count).Select(i => longer[i])];
    }

    private static IEnumerable<string> Spans(TradingCalendar calendar, IEnumerable<Bar> bars) => bars.Select(b => string.Create(
        CultureInfo.InvariantCulture, $"{calendar.ToLocal(b.Start):dd HH:mm}-{calendar.ToLocal(b.End):dd HH:mm} {b.Volume}"));

    [Fact]
    public void In_spring_the_bar_over_the_missing_hour_is_shorter()
    {
        var calendar = new UnscheduledCalendar(TimeZones.Find("America/New_York"), 252);
        var bars = Longer(Series(calendar, "1h", "2024-03-09 20:00", "2024-03-10 12:00"), "4h");
        Assert.Equal(["09 20:00-10 00:00 4", "10 00:00-10 04:00 3", "10 04:00-10 08:00 4", "10 08:00-10 12:00 4"], Spans(calendar, bars));
        Assert.Equal(new DateTime(2024, 3, 10, 8, 0, 0, DateTimeKind.Utc), bars[1].End);
    }

    [Fact]
    public void In_autumn_the_bar_over_the_doubled_hour_is_longer()
    {
        var calendar = new UnscheduledCalendar(TimeZones.Find("America/New_York"), 252);
        var bars = Longer(Series(calendar, "1h", "2024-11-03 00:00", "2024-11-03 12:00"), "4h");
        Assert.Equal(["03 00:00-03 04:00 5", "03 04:00-03 08:00 4", "03 08:00-03 12:00 4"], Spans(calendar, bars));
        Assert.Equal([1, 1, 1, 1, 1, 1, 1],
            Longer(Series(calendar, "30m", "2024-11-03 00:00", "2024-11-03 06:00"), "1h").Select(b => (b.End - b.Start).TotalHours));
    }

    [Theory]
    [InlineData("America/New_York", "2024-03-08 00:00", "2024-03-12 00:00")]
    [InlineData("America/New_York", "2024-11-01 00:00", "2024-11-05 00:00")]
    [InlineData("Europe/Berlin", "2024-10-26 00:00", "2024-10-29 00:00")]
    [InlineData("Australia/Lord_Howe", "2024-04-06 00:00", "2024-04-09 00:00")] // by half an hour
    [InlineData("America/Sao_Paulo", "2018-11-03 00:00", "2018-11-06 00:00")] // at midnight
    public void Bars_neither_overlap_nor_lose_anything_whatever_the_clock_does(string zone, string from, string to)
    {
        var calendar = new UnscheduledCalendar(TimeZones.Find(zone), 252);
        foreach (string length in new[] { "10m", "1h", "90m", "2h", "3h", "4h", "5h", "7h", "12h", "1d" })
        {
            var series = Series(calendar, "5m", from, to);
            var bars = Longer(series, length);
            Assert.Equal(series.Count, bars.Sum(b => b.Volume));
            Assert.All(bars.Zip(bars.Skip(1)),
                p => Assert.True(p.First.Start < p.First.End && p.First.End <= p.Second.Start, $"{length} {p}"));
            Assert.All(bars, b => Assert.Equal(b.Volume, (b.End - b.Start).TotalMinutes / 5));
        }
    }

    [Fact]
    public void Spans_that_do_not_divide_the_day_end_with_it()
    {
        var calendar = TradingCalendars.Find("24/7");
        Assert.Equal(["04 00:00-04 07:00 7", "04 07:00-04 14:00 7", "04 14:00-04 21:00 7", "04 21:00-05 00:00 3", "05 00:00-05 07:00 7"],
            Spans(calendar, Longer(Series(calendar, "1h", "2024-03-04 00:00", "2024-03-05 07:00"), "7h")));
    }

    [Fact]
    public void What_trades_before_in_and_after_a_session_is_not_mixed()
    {
        var bars = Longer(Series(NewYork, "30m", "2024-11-26 08:00", "2024-11-26 20:00"), "4h");
        Assert.Equal(["26 08:00-26 09:30 3", "26 09:30-26 12:00 5", "26 12:00-26 16:00 8", "26 16:00-26 20:00 8"], Spans(NewYork, bars));
    }

    [Fact]
    public void After_a_half_day_too()
    {
        var bars = Longer(Series(NewYork, "30m", "2024-11-29 08:00", "2024-11-29 17:00"), "4h");
        Assert.Equal(["29 08:00-29 09:30 3", "29 09:30-29 12:00 5", "29 12:00-29 13:00 2", "29 13:00-29 16:00 6", "29 16:00-29 20:00 2"],
            Spans(NewYork, bars));
    }

    [Fact]
    public void Over_Sunday_s_opening_bars_begin_with_the_session()
    {
        var calendar = TradingCalendars.Find("FX");
        var bars = Longer(Series(calendar, "1h", "2024-03-03 17:00", "2024-03-04 21:00"), "4h");
        Assert.Equal(["03 17:00-03 20:00 3", "03 20:00-04 00:00 4", "04 00:00-04 04:00 4"], Spans(calendar, bars).Take(3));
        Assert.Equal(["04 12:00-04 16:00 4", "04 16:00-04 17:00 1", "04 17:00-04 20:00 3"], Spans(calendar, bars).Skip(5).Take(3));
    }

    [Fact]
    public void Weeks_hold_the_sessions_from_Monday_to_Friday()
    {
        var bars = Longer(Series(NewYork, "30m", "2024-03-22 04:00", "2024-04-06 00:00"), "1w");
        Assert.Equal(["18 09:30-22 16:00 13", "25 09:30-28 16:00 52", "01 09:30-05 16:00 65"], Spans(NewYork, bars));
        Assert.Equal(new DateTime(2024, 3, 28, 20, 0, 0, DateTimeKind.Utc), bars[1].End);
    }

    [Fact]
    public void Months_end_with_their_last_session()
    {
        var bars = Longer(Series(NewYork, "1h", "2024-02-01 09:00", "2024-04-01 00:00"), "1mo");
        Assert.Equal([new DateTime(2024, 2, 29, 21, 0, 0, DateTimeKind.Utc), new DateTime(2024, 3, 28, 20, 0, 0, DateTimeKind.Utc)],
            bars.Select(b => b.End));
    }

    [Fact]
    public void Weeks_of_a_market_without_sessions_last_from_Monday_to_Monday()
    {
        var calendar = new UnscheduledCalendar(TimeZones.Find("UTC"), 365);
        Assert.Equal(["04 00:00-11 00:00 168", "11 00:00-18 00:00 24"],
            Spans(calendar, Longer(Series(calendar, "1h", "2024-03-04 00:00", "2024-03-12 00:00"), "1w")));
    }
}
