using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Tests.Deployments;

public sealed class DeploymentFileTests
{
    [Fact]
    public void A_deployment_says_what_is_traded_and_how()
    {
        var deployment = DeploymentFile.Parse("folder/trend.json", """
            {
              // comments are allowed
              "script": "trend.csx", "mode": "paper", "cash": 5000, "currency": "EUR", "seed": 7,
              "parameters": { "fast": 5, "symbol": "SPX" }, "risk": { "max-drawdown": "20%" }, "commission": "0.1%", "slippage": "5bps",
              "feed": { "replay": "data", "from": "2020-01-31", "speed": 60 },
            }
            """);
        Assert.Equal(("trend", "trend.csx"), (deployment.Name, deployment.Script));
        Assert.Equal((5000m, "EUR", 7), (deployment.Settings.Cash, deployment.Settings.Currency, deployment.Settings.Seed));
        Assert.Equal(("5", "SPX"), (deployment.Settings.Parameters["fast"], deployment.Settings.Parameters["symbol"]));
        Assert.Equal(0.2m, deployment.Settings.Risk.MaxDrawdown);
        Assert.Equal(new ReplaySpec("data", new DateTime(2020, 1, 31, 0, 0, 0, DateTimeKind.Utc), 60), deployment.Replay);
    }

    [Theory]
    [InlineData("{", "not JSON of the form")]
    [InlineData("null", "is empty")]
    [InlineData("""{ "mode": "paper" }""", "names no script")]
    [InlineData("""{ "script": "a.csx" }""", "mode is missing")]
    [InlineData("""{ "script": "a.csx", "mode": "live", "feed": { "replay": "d" } }""", "there is no account")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "limits": { "onFault": "x" }, "feed": { "replay": "-" } }""", "trend.json: The limit onFault takes stop, skip, cancel or flatten")]
    [InlineData("""{ "script": "a.csx", "mode": "paper" }""", "has no feed")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "cash": 0, "feed": { "replay": "d" } }""", "cash must be above zero")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "feed": { "replay": "d", "from": "1/2/2020" } }""", "must be a date")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "feed": { "replay": "d", "speed": 0 } }""", "speed must be above zero")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "feed": { "replay": "d", "sped": 1 } }""", "feed.sped is not a setting")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "commission": "much", "feed": { "replay": "d" } }""", "no usable amount")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "risk": { "max-foo": 1 }, "feed": { "replay": "d" } }""", "no risk limit 'max-foo'")]
    public void A_mistake_is_named_in_one_sentence(string text, string message)
    {
        var refused = Assert.Throws<DeploymentException>(() => DeploymentFile.Parse("trend.json", text));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("trend.json", refused.Message, StringComparison.Ordinal);
    }
}
