using ETrade;

namespace StrategyHost.Plugins.Tests.ETradePlugin;

public sealed class TokenLifeTests
{
    [Theory]
    [InlineData("2026-01-15T14:30:00Z", "2026-01-16T05:00:00Z")]
    [InlineData("2026-07-15T14:30:00Z", "2026-07-16T04:00:00Z")]
    [InlineData("2026-07-16T03:59:59Z", "2026-07-16T04:00:00Z")]
    [InlineData("2026-07-16T04:00:00Z", "2026-07-17T04:00:00Z")]
    [InlineData("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    public void A_token_ends_at_midnight_in_new_york(string from, string end) => Assert.Equal(Utc(end), TokenLife.EndAfter(Utc(from)));

    [Fact]
    public void Its_end_is_announced_an_hour_a_quarter_and_a_minute_before_and_when_it_comes() => Assert.Equal(
        [Utc("2026-01-16T04:00:00Z"), Utc("2026-01-16T04:45:00Z"), Utc("2026-01-16T04:59:00Z"), Utc("2026-01-16T05:00:00Z")],
        TokenLife.NoticesAfter(Utc("2026-01-15T14:30:00Z")));

    [Fact]
    public void One_that_is_near_its_end_is_announced_as_often_as_is_left() =>
        Assert.Equal([Utc("2026-01-16T04:59:00Z"), Utc("2026-01-16T05:00:00Z")], TokenLife.NoticesAfter(Utc("2026-01-16T04:50:00Z")));

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
