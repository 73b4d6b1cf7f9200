using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Tests.Deployments;

public sealed class SessionTermsTests
{
    private const string Begun = """
        { "script": "a.csx", "mode": "paper", "cash": 1000, // what it began with
          "parameters": { "fast": 10 }, "risk": { "max-daily-loss": "2%", "buying-power": "off" }, "feed": { "replay": "-" }, }
        """;

    [Theory]
    [InlineData("\"fast\": 10", "\"fast\": 20", "parameters.fast 10 → 20")]
    [InlineData("\"fast\": 10", "\"fast\": 10, \"slow\": 50", "parameters.slow not set → 50")]
    [InlineData("\"parameters\": { \"fast\": 10 }, ", "", "parameters.fast 10 → not set")]
    [InlineData("\"2%\"", "\"1%\", \"stop-loss\": \"5%\"", "risk.max-daily-loss 2% → 1%, risk.stop-loss not set → 5%")]
    [InlineData("\"max-daily-loss\": \"2%\", ", "", "risk.max-daily-loss 2% → not set")]
    [InlineData("\"feed\"", "\"limits\": { \"steps\": 5000 }, \"feed\"", "limits.steps not set → 5000")]
    [InlineData("\"parameters\"", "\"Parameters\"", "")]
    public void Parameters_limits_and_guards_are_taken(string before, string after, string taken)
    {
        var terms = Between(before, after);
        Assert.Equal(taken, TermDifference.TextOf(terms.Taken));
        Assert.Empty(terms.Left);
        Assert.Empty(TermDifference.Between(terms.Text, Begun.Replace(before, after, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"cash\": 1000", "\"cash\": 5000", "cash 1000 → 5000")]
    [InlineData("\"paper\"", "\"shadow\"", "mode paper → shadow")]
    [InlineData("\"a.csx\"", "\"b.csx\"", "script a.csx → b.csx")]
    [InlineData("\"replay\": \"-\"", "\"replay\": \"-\", \"speed\": 60", "feed.speed not set → 60")]
    [InlineData("\"paper\"", "\"paper\", \"commission\": \"1/order\"", "commission not set → 1/order")]
    [InlineData("\"off\"", "\"on\"", "risk.buying-power off → on")]
    [InlineData("\"off\"", "\"off\", \"initial-margin\": \"50%\"", "risk.initial-margin not set → 50%")]
    [InlineData(", \"buying-power\": \"off\"", "", "risk.buying-power off → not set")]
    [InlineData("\"risk\": { \"max-daily-loss\": \"2%\", \"buying-power\": \"off\" }, ", "", "risk.buying-power off → not set")]
    public void What_a_session_is_made_of_is_left_as_it_began(string before, string after, string left)
    {
        var terms = Between(before, after);
        Assert.Equal(left, TermDifference.TextOf(terms.Left));
        Assert.Equal("off", DeploymentFile.Parse("trend", terms.Text).Settings.Risk.BuyingPower ? "on" : "off");
        Assert.Equal(1000m, DeploymentFile.Parse("trend", terms.Text).Settings.Cash);
    }

    [Fact]
    public void What_the_host_looks_at_when_it_needs_it_is_neither()
    {
        var terms = Between("\"paper\"", "\"paper\", \"armed\": \"until-restart\", \"onRemove\": \"flatten\"");
        Assert.Empty(terms.Taken);
        Assert.Empty(terms.Left);
    }

    private static SessionTerms Between(string before, string after) =>
        SessionTerms.Between(Begun, Begun.Replace(before, after, StringComparison.Ordinal));
}
