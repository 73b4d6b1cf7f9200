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
    [InlineData("7m")]
    [InlineData("2d")]
    [InlineData("1w")]
    [InlineData("-1m")]
    [InlineData("1.5h")]
    [InlineData("9999999m")]
    public void Lengths_that_do_not_divide_a_day_are_refused(string text) =>
        Assert.Contains("write 1d, 1h, 5m, 1m or 30s", Assert.Throws<FormatException>(() => Resolution.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_view_shows_its_symbol_and_length()
    {
        BarView plain = "SPX";
        Assert.Equal(("SPX", "SPX@1h"), (plain.ToString(), new BarView("SPX", Resolution.Hour).ToString()));
    }
}
