using System.Globalization;
using StrategyHost.Data.Bars;
using StrategyHost.Data.Calendars;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Tests.Files;

namespace StrategyHost.Data.Tests.Bars;

/// <summary>How many days a year a market without a calendar trades is observed. All rows are invented.</summary>
public sealed class TradingDaysTests : IDisposable
{
    private static readonly DateTime First = new(2022, 1, 3);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private int PerYear(IEnumerable<DateTime> times, string? calendar = null)
    {
        var lines = times.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t:yyyy-MM-dd HH:mm},1,1,1,1"));
        string path = folder.Write("X.csv", ["time,open,high,low,close", .. lines]);
        var options = new CsvOptions { Stamps = BarStamps.Start, Calendar = calendar };
        return new BarText(new Instrument { Symbol = "X" }, options, reject: null).Read([path],
            TestContext.Current.CancellationToken).Series.Calendar.PeriodsPerYear;
    }

    private static IEnumerable<DateTime> Days(int count, Func<DateTime, bool> trades) =>
        Enumerable.Range(0, count).Select(i => First.AddDays(i)).Where(trades);

    private static IEnumerable<DateTime> Hours(int days, Func<DateTime, bool> trades) =>
        Enumerable.Range(0, days * 24).Select(i => First.AddHours(i)).Where(trades);

    private static bool IsWeekday(DateTime time) => time.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    [Fact]
    public void An_exchange_has_252() =>
        Assert.Equal(252, PerYear(Days(800, d => TradingCalendars.Find("XNYS").SessionOn(DateOnly.FromDateTime(d)) is not null)));

    [Fact]
    public void One_Saturday_changes_nothing()
    {
        Assert.Equal(252, PerYear(Days(60, d => IsWeekday(d) || d == new DateTime(2022, 1, 15))));
        Assert.Equal(260, PerYear(Days(800, d => IsWeekday(d) || d == new DateTime(2022, 1, 15))));
    }

    [Fact]
    public void Sessions_that_pass_midnight_make_no_Saturday()
    {
        // From 09:00 to 01:00 UTC of the next day: the last hour of each week is on a Saturday.
        bool Trades(DateTime time) => time.Hour is 0 ? IsWeekday(time.AddDays(-1)) : time.Hour >= 9 && IsWeekday(time);
        Assert.Equal(252, PerYear(Hours(60, Trades)));
        Assert.Equal(260, PerYear(Hours(730, Trades)));
    }

    [Fact]
    public void A_market_that_opens_on_Sunday_evening_has_260() => Assert.Equal(
        260, PerYear(Hours(730, t => t.DayOfWeek switch
        {
            DayOfWeek.Saturday => false,
            DayOfWeek.Sunday => t.Hour >= 22,
            DayOfWeek.Friday => t.Hour < 22,
            _ => true
        })));

    [Fact]
    public void A_market_that_trades_every_day_has_365()
    {
        Assert.Equal(365, PerYear(Days(14, _ => true)));
        Assert.Equal(365, PerYear(Days(800, d => d.DayOfYear != 100)));
        Assert.Equal(365, PerYear(Hours(60, _ => true)));
    }

    [Fact]
    public void Sunday_to_Thursday_is_a_week_of_five_days() =>
        Assert.Equal(252, PerYear(Days(60, d => d.DayOfWeek is not (DayOfWeek.Friday or DayOfWeek.Saturday))));

    [Fact]
    public void Another_number_is_as_it_was_observed() => Assert.Equal(313, PerYear(Days(800, d => d.DayOfWeek != DayOfWeek.Sunday)));

    [Fact]
    public void A_calendar_knows_it() => Assert.Equal(252, PerYear(Days(800, IsWeekday), "XNYS"));
}
