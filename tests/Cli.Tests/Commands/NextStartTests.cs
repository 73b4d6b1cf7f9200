using System.Text.Json;
using StrategyHost.Cli.Commands;
using StrategyHost.Cli.Tests.Program;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;
using StrategyHost.Scripting;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Cli.Tests.Commands;

/// <summary>What an operator is told of the next start of a deployment that rests.</summary>
public sealed class NextStartTests : IDisposable
{
    private const string Live = """{ "script": "trend.csx", "mode": "live", "account": "main" }""";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_goes_on_as_it_was_where_nothing_has_changed() =>
        Assert.Equal("goes on with session 3, which holds nothing; it stays armed; trend.csx is missing: the version that is kept goes on",
            Sentence(Live));

    [Fact]
    public void What_the_configuration_says_is_no_change_of_the_file()
    {
        var defaults = new DeploymentDefaults
        {
            Risk = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{ "max-open-orders": 3 }""")!
        };
        Assert.DoesNotContain("takes", Sentence(Live, defaults.Complete(Live), defaults), StringComparison.Ordinal);
        Assert.Contains("takes risk.max-open-orders not set → 3", Sentence(Live, Live, defaults), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_to_trade_elsewhere_is_disarmed() =>
        Assert.Contains("says live on the account other now: it is disarmed",
            Sentence(Live.Replace("main", "other", StringComparison.Ordinal), Live), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_cannot_be_used_is_said() =>
        Assert.Contains("the deployment's file cannot be used: ", Sentence("{", Live), StringComparison.Ordinal);

    private string Sentence(string file, string? terms = null, DeploymentDefaults? defaults = null)
    {
        folder.Write("deployments/trend.json", file);
        var snapshot = new SessionSnapshot(0, 1000, 1000, [], []);
        var status = new DeploymentStatus("trend", 3, default, "resting", 1, default, 0, 0, snapshot)
        {
            Mode = "live",
            Account = "main",
            Script = "trend.csx",
            Terms = terms ?? file,
        };
        var next = new NextStart(status, folder["deployments"], () => defaults ?? new DeploymentDefaults(),
            new ScriptLoader(folder["cache"], new CompileSettings()));
        return next.Sentence(TestContext.Current.CancellationToken);
    }
}
