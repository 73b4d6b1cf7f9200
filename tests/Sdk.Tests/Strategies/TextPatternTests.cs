namespace StrategyHost.Sdk.Tests.Strategies;

public sealed class TextPatternTests
{
    [Fact]
    public void Texts_are_searched_and_taken_apart()
    {
        var pattern = new TextPattern(@"([A-Z]+)\.(\d+)");
        Assert.True(pattern.IsIn("buy ABC.15 now"));
        Assert.False(pattern.IsIn("abc.15"));
        Assert.Equal("ABC.15", pattern.Find("buy ABC.15 now"));
        Assert.Null(pattern.Find("nothing"));
        Assert.Equal(["ABC", "15"], pattern.Groups("buy ABC.15 now"));
        Assert.Empty(pattern.Groups("nothing"));
        Assert.Equal("buy 15 now", pattern.Replace("buy ABC.15 now", "$2"));
        Assert.True(new TextPattern("abc", ignoreCase: true).IsIn("xABCx"));
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(.*)*x$")]
    public void Patterns_that_explode_elsewhere_do_not(string pattern) =>
        Assert.False(new TextPattern(pattern).IsIn(new string('a', 20_000) + "b"));

    [Theory]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)b")]
    [InlineData("((a{100}){100}){100}")]
    [InlineData("(")]
    public void What_cannot_be_done_is_refused(string pattern) => Assert.ThrowsAny<ArgumentException>(() => new TextPattern(pattern));
}
