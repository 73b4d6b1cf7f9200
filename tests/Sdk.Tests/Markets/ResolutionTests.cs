namespace StrategyHost.Sdk.Tests.Markets;

public sealed class ResolutionTests
{
    [Theory]
    [InlineData("1d", 86400, "1d")]
    [InlineData("24h", 86400, "1d")]
    [InlineData("4h", 14400, "4h")]
    [InlineData("60m", 3600, "1h")]
    [InlineData("5m", 300, "5m")]
    [InlineData("90s", 90, "90s")]
    [InlineData("7m", 420, "7m")]
    [InlineData("5h", 18000, "5h")]
    [InlineData("1w", 604800, "1w")]
    public void Lengths_are_read_and_written(string text, int seconds, string shown)
    {
        var resolution = Resolution.Parse(text);
        Assert.Equal(seconds, resolution.Span.TotalSeconds);
        Assert.Equal(shown, resolution.ToString());
        Assert.Equal(seconds == 86400, resolution.IsDaily);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("0m")]
    [InlineData("25h")]
    [InlineData("2d")]
    [InlineData("2w")]
    [InlineData("0mo")]
    [InlineData("5mo")]
    [InlineData("mo")]
    [InlineData("1M")]
    [InlineData("-1m")]
    [InlineData("1.5h")]
    [InlineData("9999999m")]
    public void Lengths_that_bars_cannot_have_are_refused(string text) =>
        Assert.Contains("write 1d, 1h, 5m, 1m or 30s", Assert.Throws<FormatException>(() => Resolution.Parse(text)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("1mo", "2024-02-15", "2024-02-01", "2024-02-29", 12)]
    [InlineData("3mo", "2024-05-31", "2024-04-01", "2024-06-30", 4)]
    [InlineData("12mo", "2024-05-31", "2024-01-01", "2024-12-31", 1)]
    [InlineData("1w", "2024-03-10", "2024-03-04", "2024-03-10", 52)] // a Sunday
    [InlineData("1w", "2024-03-11", "2024-03-11", "2024-03-17", 52)] // a Monday
    [InlineData("1w", "2024-12-31", "2024-12-30", "2025-01-05", 52)] // over the end of the year
    public void Weeks_and_months_are_of_the_calendar(string text, string date, string first, string last, int perYear)
    {
        static DateOnly Date(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var resolution = Resolution.Parse(text);
        Assert.Equal((Date(first), Date(last)), resolution.DatesAround(Date(date)));
        Assert.Equal((text, perYear, true, false),
            (resolution.ToString(), resolution.PeriodsPerYear(null!), resolution.IsOfDays, resolution.IsDaily));
    }

    [Theory]
    [InlineData("1w", "1d", true)]
    [InlineData("1w", "7m", true)]
    [InlineData("1mo", "1d", true)]
    [InlineData("1mo", "1h", true)]
    [InlineData("3mo", "1mo", true)]
    [InlineData("1mo", "1w", false)]
    [InlineData("1w", "1mo", false)]
    [InlineData("1mo", "3mo", false)]
    [InlineData("1d", "1w", false)]
    [InlineData("1h", "1d", false)]
    [InlineData("1w", "tick", true)]
    [InlineData("1w", "100ticks", false)]
    [InlineData("5h", "1h", true)]
    [InlineData("5h", "2h", false)]
    public void Bars_are_built_of_shorter_ones_that_fit(string longer, string shorter, bool can) =>
        Assert.Equal(can, Resolution.Parse(longer).CanBeBuiltFrom(Resolution.Parse(shorter)));

    [Fact]
    public void A_view_shows_its_symbol_and_length()
    {
        BarView plain = "SPX";
        Assert.Equal(("SPX", "SPX@1h"), (plain.ToString(), new BarView("SPX", Resolution.Hour).ToString()));
    }
}
