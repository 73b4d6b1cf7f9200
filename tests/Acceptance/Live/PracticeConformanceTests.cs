using StrategyHost.Acceptance.Processes;
using StrategyHost.Plugins;
using StrategyHost.Plugins.Conformance;
using StrategyHost.Plugins.Loading;

namespace StrategyHost.Acceptance.Live;

public sealed class PracticeConformanceTests
{
    [Fact]
    public async Task The_practice_plugin_keeps_its_promises()
    {
        using var broker = await PracticeBrokerProgram.StartAsync(pace: 40);
        var target = new ConformanceTarget
        {
            ConnectAsync = cancellation => ConnectAsync(broker, cancellation),
            Symbol = "ABC",
            FarBelow = 50,
            FarAbove = 200,
            ClientIdPrefix = "C1",
            Faults = new PracticeFaults(broker),
        };
        var results = new List<ScenarioResult>();
        await foreach (var result in ConformanceSuite.RunAsync(target, TestContext.Current.CancellationToken)) results.Add(result);
        Assert.DoesNotContain(results, r => r.Verdict == Verdict.Failed);
        Assert.True(results.Count(r => r.Verdict == Verdict.Passed) >= 20, string.Join('\n', results));
    }

    [Fact]
    public async Task A_person_can_run_the_scenarios()
    {
        using var broker = await PracticeBrokerProgram.StartAsync(pace: 40);
        using var folder = new TemporaryFolder();
        folder.Write("accounts/main.json", $$"""{ "plugin": "practice", "settings": { "url": "{{broker.Address}}", "key": "practice" } }""");
        var result = StrategyHostProgram.Run(folder.Path, "plugins", "verify", "practice", "--plugins", PracticeBrokerProgram.Plugins, "--orders", "ABC", "--account", "main", "--below", "50", "--above", "200");
        Assert.Equal("", result.ExitCode == 0 ? "" : result.Error);
        Assert.Contains("An order with a client id that was used is refused", result.Output, StringComparison.Ordinal);
        Assert.Contains("0 failed", result.Output, StringComparison.Ordinal);
    }

    private static async Task<Plugin> ConnectAsync(PracticeBrokerProgram broker, CancellationToken cancellation)
    {
        var installed = InstalledPlugin.Find(PracticeBrokerProgram.Plugins, "practice");
        var plugin = installed.Load();
        await plugin.ConnectAsync(installed.Manifest!.Bind(new Dictionary<string, string> { ["url"] = broker.Address, ["key"] = "practice" }), cancellation);
        return plugin;
    }
}
