namespace StrategyHost.Sdk.Tests.Strategies;

public sealed class SessionTimeTests
{
    [Theory]
    [InlineData("09:35", SessionAnchor.Midnight, 575)]
    [InlineData("open", SessionAnchor.Open, 0)]
    [InlineData("open+30m", SessionAnchor.Open, 30)]
    [InlineData("open-1h", SessionAnchor.Open, -60)]
    [InlineData("close", SessionAnchor.Close, 0)]
    [InlineData("close-5m", SessionAnchor.Close, -5)]
    [InlineData("close+90m", SessionAnchor.Close, 90)]
    public void Times_of_the_day_are_read_and_written(string text, SessionAnchor anchor, int minutes)
    {
        var time = SessionTime.Parse(text);
        Assert.Equal((anchor, TimeSpan.FromMinutes(minutes), text), (time.Anchor, time.Offset, time.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("9:35")]
    [InlineData("24:00")]
    [InlineData("closing")]
    [InlineData("close5m")]
    [InlineData("close-")]
    [InlineData("close-5")]
    [InlineData("open+1d")]
    [InlineData("open+1mo")]
    [InlineData("open+tick")]
    [InlineData("Open+5m")]
    public void Other_texts_are_refused_with_what_to_write(string text) =>
        Assert.Contains("write HH:mm such as 09:35, or open, open+30m, close-5m",
            Assert.Throws<FormatException>(() => SessionTime.Parse(text)).Message, StringComparison.Ordinal);
}
