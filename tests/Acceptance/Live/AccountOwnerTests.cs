namespace StrategyHost.Acceptance.Live;

/// <summary>Two hosts as two processes: one account has one owner, and both can be asked.</summary>
public sealed class AccountOwnerTests
{
    private const string Script = """OnBar("ABC", bar => Log.Info("a bar"));""";

    [Theory]
    [InlineData("state", "swing")]
    [InlineData("elsewhere", "trend")]
    public async Task The_second_host_on_an_account_is_refused_until_the_first_is_killed(string state, string deployment)
    {
        using var workshop = new LiveWorkshop();
        using var broker = await BrokerProgram.StartAsync(pace: 40);
        workshop.DeployLive("trend", Script, broker);
        workshop.DeployLive("swing", Script, broker);
        string[] second = ["live", deployment, "--plugins", broker.Kind.PluginFolder, "--state", state];
        using var first = workshop.Start("live", "trend", "--plugins", broker.Kind.PluginFolder);
        await first.SaysUntil("a bar", TestContext.Current.CancellationToken);

        var refused = workshop.Run(second);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"Another host trades on the account main already: process {first.Id} on {Environment.MachineName} since ",
            refused.Error, StringComparison.Ordinal);
        Assert.Contains($"with its state in {Path.Combine(workshop.Path, "state")}. Two would trade against each other", refused.Error,
            StringComparison.Ordinal);

        first.Kill();
        using var next = workshop.Start(second);
        string said = await next.SaysUntil("a bar", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Another host", said, StringComparison.Ordinal);
        Assert.Equal(0, await next.Interrupt(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Status_asks_every_host_of_a_folder_and_one_that_ends_hides_no_other()
    {
        using var workshop = new LiveWorkshop();
        foreach (var name in new[] { "trend", "swing" })
            workshop.Deploy(name, """OnBar("SPX", bar => Log.Info("a bar"));""", speed: 20_000_000);
        using var first = workshop.Start("live", "trend");
        await first.SaysUntil("a bar", TestContext.Current.CancellationToken);
        using var second = workshop.Start("live", "swing");
        await second.SaysUntil("a bar", TestContext.Current.CancellationToken);
        string both = workshop.Run("status").Error;
        Assert.Contains($"process {first.Id}", both, StringComparison.Ordinal);
        Assert.Contains($"process {second.Id}", both, StringComparison.Ordinal);
        Assert.Equal(0, await first.Interrupt(TestContext.Current.CancellationToken));
        string one = workshop.Run("status").Error;
        Assert.DoesNotContain($"process {first.Id}", one, StringComparison.Ordinal);
        Assert.Contains($"process {second.Id}", one, StringComparison.Ordinal);
        second.Kill();
        Assert.DoesNotContain("A host runs", workshop.Run("status").Error, StringComparison.Ordinal);
    }
}
