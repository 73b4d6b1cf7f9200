using System.Globalization;
using StrategyHost.Data.Calendars;

namespace StrategyHost.Data.Tests.Calendars;

public sealed class CalendarTests
{
    private static DateTime Utc(string time) =>
        DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static DateOnly Date(string date) => DateOnly.Parse(date, CultureInfo.InvariantCulture);

    private static TradingSession Session(string calendar, string date) => TradingCalendars.Find(calendar).SessionOn(Date(date))!.Value;

    [Theory]
    [InlineData("XNYS", "2024-03-08", "2024-03-08T14:30", "2024-03-08T21:00")] // the clocks change on the weekend
    [InlineData("XNYS", "2024-03-11", "2024-03-11T13:30", "2024-03-11T20:00")]
    [InlineData("XNYS", "2024-11-29", "2024-11-29T14:30", "2024-11-29T18:00")] // the day after Thanksgiving
    [InlineData("XNYS", "2025-07-03", "2025-07-03T13:30", "2025-07-03T17:00")]
    [InlineData("XNAS", "2021-12-31", "2021-12-31T14:30", "2021-12-31T21:00")]
    [InlineData("XNYS", "2022-01-03", "2022-01-03T14:30", "2022-01-03T21:00")]
    [InlineData("XHKG", "2025-01-28", "2025-01-28T01:30", "2025-01-28T04:00")] // New Year's Eve: the morning only
    [InlineData("XHKG", "2010-06-15", "2010-06-15T02:00", "2010-06-15T08:00")]
    [InlineData("XSHG", "2024-10-08", "2024-10-08T01:30", "2024-10-08T07:00")]
    [InlineData("24/7", "2024-12-25", "2024-12-25T00:00", "2024-12-26T00:00")]
    [InlineData("FX", "2024-03-11", "2024-03-10T21:00", "2024-03-11T21:00")]
    public void Session_opens_and_closes(string calendar, string date, string open, string close)
    {
        var session = Session(calendar, date);
        Assert.Equal((Utc(open), Utc(close)), (session.Open, session.Close));
    }

    [Theory]
    [InlineData("XNYS", "2001-09-10", "2001-09-17")]
    [InlineData("XNYS", "2012-10-26", "2012-10-31")]
    [InlineData("XHKG", "2025-01-28", "2025-02-03")]
    [InlineData("XHKG", "2023-08-31", "2023-09-04")]
    [InlineData("XSHG", "2024-09-30", "2024-10-08")]
    [InlineData("XSHE", "2020-01-23", "2020-02-03")]
    [InlineData("XSHG", "2024-02-08", "2024-02-19")]
    [InlineData("FX", "2024-03-08", "2024-03-11")]
    public void The_session_after_a_date_skips_what_is_closed(string calendar, string date, string next)
    {
        var trading = TradingCalendars.Find(calendar);
        var day = Date(date).AddDays(1);
        while (trading.SessionOn(day) is null) day = day.AddDays(1);
        Assert.Equal(Date(next), day);
    }

    [Theory]
    [InlineData("XNYS", 2000,
        "252,248,252,252,252,252,251,251,253,252,252,252,250,252,252,252,252,251,251,252,253,252,251,250,252,250,251")]
    [InlineData("XHKG", 2015, "247,245,246,246,246,248,247,246,243,246")]
    [InlineData("XSHG", 2000,
        "239,240,237,241,243,242,241,242,246,244,242,244,243,238,245,244,244,244,243,244,243,243,242,242,242,243,242")]
    public void Years_have_their_number_of_sessions(string calendar, int firstYear, string counts)
    {
        var trading = TradingCalendars.Find(calendar);
        var actual = counts.Split(',').Select((_, i) => Enumerable.Range(0, 366)
            .Select(d => new DateOnly(firstYear + i, 1, 1).AddDays(d))
            .Count(d => d.Year == firstYear + i && trading.SessionOn(d) is not null));
        Assert.Equal(counts, string.Join(',', actual));
    }

    [Theory]
    [InlineData("XSHG", "2024-10-08T03:30", false)]
    [InlineData("XSHG", "2024-10-08T03:29", true)]
    [InlineData("XSHG", "2024-10-08T05:00", true)]
    [InlineData("XHKG", "2024-10-08T04:30", false)]
    [InlineData("XHKG", "2024-10-08T05:00", true)]
    [InlineData("XNYS", "2024-03-08T14:29", false)]
    [InlineData("XNYS", "2024-03-08T20:59", true)]
    [InlineData("XNYS", "2024-03-08T21:00", false)]
    [InlineData("XNYS", "2024-03-09T15:00", false)]
    [InlineData("24/7", "2024-03-09T15:00", true)]
    [InlineData("FX", "2024-03-09T15:00", false)]
    [InlineData("FX", "2024-03-10T22:00", true)]
    public void Markets_are_open_within_their_hours_and_not_at_lunch(string calendar, string time, bool isOpen) =>
        Assert.Equal(isOpen, TradingCalendars.Find(calendar).IsOpen(Utc(time)));

    [Theory]
    [InlineData("XNYS", "2024-03-08T21:00", "2024-03-08")]
    [InlineData("24/7", "2024-03-09T00:00", "2024-03-08")] // an instant that ends a day belongs to it
    [InlineData("24/7", "2024-03-09T00:01", "2024-03-09")]
    [InlineData("FX", "2024-03-08T22:00", "2024-03-08")]
    [InlineData("FX", "2024-03-10T23:00", "2024-03-11")]
    public void An_instant_belongs_to_a_trading_date(string calendar, string time, string date) =>
        Assert.Equal(Date(date), TradingCalendars.Find(calendar).DateOf(Utc(time)));

    [Fact]
    public void A_skipped_time_maps_behind_the_gap_and_a_repeated_one_to_its_first_pass()
    {
        var calendar = TradingCalendars.Find("XNYS");
        Assert.Equal(Utc("2024-03-10T07:00"), calendar.ToUtc(new DateTime(2024, 3, 10, 2, 30, 0)));
        Assert.Equal(Utc("2024-11-03T05:30"), calendar.ToUtc(new DateTime(2024, 11, 3, 1, 30, 0)));
        Assert.Equal(new DateTime(2024, 7, 1, 9, 30, 0), calendar.ToLocal(Utc("2024-07-01T13:30")));
    }

    [Fact]
    public void Unknown_names_are_refused_with_those_that_there_are()
    {
        Assert.Contains("the calendars are XNYS, XNAS", Assert.Throws<DataException>(() => TradingCalendars.Find("NYSE")).Message,
            StringComparison.Ordinal);
        Assert.Contains("use an IANA name", Assert.Throws<DataException>(() => TimeZones.Find("EST5")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_a_year_are_of_the_market() =>
        Assert.Equal([252, 252, 252, 252, 252, 365, 260], TradingCalendars.Names.Select(n => TradingCalendars.Find(n).PeriodsPerYear));
}
