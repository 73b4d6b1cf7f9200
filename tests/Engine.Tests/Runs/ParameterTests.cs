using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Runs;

public sealed class ParameterTests
{
    private static BacktestResult Run(Action<ScriptedStrategy> declare, params (string Name, string Value)[] values) =>
        new Scene(Bars.Flat(1, 2))
        {
            Settings = new BacktestSettings { Parameters = values.ToDictionary(v => v.Name, v => v.Value) },
        }.Run(s =>
        {
            declare(s);
            s.Use("X");
        });

    [Fact]
    public void Values_are_the_defaults_unless_they_are_set()
    {
        var seen = new List<object>();
        var result = Run(
            s => seen.AddRange([s.Param("whole", 5), s.Param("number", 0.5), s.Param("flag", false), s.Param("text", "a"),
                s.Param("other", 7)]),
            ("whole", "-3"), ("number", "1.25"), ("flag", "true"), ("text", "b c"));
        Assert.Equal([-3, 1.25, true, "b c", 7], seen);
        Assert.Equal(["whole", "number", "flag", "text", "other"], result.Parameters.Select(p => p.Parameter.Name));
    }

    [Theory]
    [InlineData("fast", "x", "The parameter 'fast' takes a whole number, not 'x'.")]
    [InlineData("fast", "1.5", "The parameter 'fast' takes a whole number, not '1.5'.")]
    [InlineData("fast", "1", "fast")]
    [InlineData("fast", "61", "60")]
    [InlineData("weight", "NaN", "The parameter 'weight' takes a number such as 0.5, not 'NaN'.")]
    [InlineData("weight", "1,5", "takes a number")]
    [InlineData("on", "yes", "takes true or false")]
    [InlineData("slow", "5", "The strategy has no parameter 'slow': it has fast, weight, on.")]
    public void A_value_that_cannot_be_is_refused(string name, string value, string message)
    {
        var problem = Assert.Throws<SetupException>(() => Run(
            s =>
            {
                s.Param("fast", 10, min: 2, max: 60);
                s.Param("weight", 0.5);
                s.Param("on", true);
            },
            (name, value)));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outline_needs_no_data()
    {
        var outline = StrategyOutline.Of(new ScriptedStrategy(s =>
        {
            var symbol = s.Param("symbol", "SPX", about: "what");
            s.Sma(symbol, s.Param("slow", 50, min: 5));
            s.Use("OTHER");
        }));
        Assert.Equal(["symbol", "slow"], outline.Parameters.Select(p => p.Name));
        Assert.Equal(["SPX", "OTHER"], outline.Symbols);
        Assert.Equal(50, outline.WarmUpBars);
    }

    [Fact]
    public void Settings_that_do_not_fit_the_data_are_refused()
    {
        var euro = Bars.Of(new Instrument { Symbol = "X", Currency = "EUR" }, new PlainCalendar(), Resolution.Day, Bars.Monday,
            (1, 1, 1, 1));
        Assert.Contains("--currency EUR", Assert.Throws<SetupException>(() => new Scene(euro).OnBars()).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be built", Assert.Throws<SetupException>(() =>
            new Scene(Bars.Flat(1)).Run(s => s.OnBar(s.Bars("X", "1h"), _ => { }))).Message, StringComparison.Ordinal);
        Assert.Contains("names no symbol", Assert.Throws<SetupException>(() => new Scene().Run(_ => { })).Message,
            StringComparison.Ordinal);
    }
}
