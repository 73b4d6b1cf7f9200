using System.Text.Json;
using StrategyHost.Cli.Tests.Program;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Cli.Tests.Commands;

/// <summary>What an operator sees of state that is damaged, cannot be written or belongs to nobody, and how he goes on.</summary>
public sealed class StateCommandTests : IDisposable
{
    private const string Script = """OnBar("X", bar => { if (Position("X").IsFlat) Buy("X", 3); });""";
    private readonly TemporaryFolder folder = new();

    public StateCommandTests()
    {
        folder.Write("waves.csx", Script);
        folder.Write("data/X.csv",
            "time,open,high,low,close\n2024-01-02,100,102,98,101\n2024-01-03,101,103,99,102\n2024-01-04,102,104,99,103\n");
        foreach (var name in (string[])["tides", "waves"]) folder.Write($"deployments/{name}.json", Terms("paper"));
    }

    public void Dispose() => folder.Dispose();

    private string Terms(string mode) => mode == "live"
        ? $$"""{ "script": {{JsonSerializer.Serialize(folder["waves.csx"])}}, "mode": "live", "account": "main" }"""
        : $$"""{ "script": {{JsonSerializer.Serialize(folder["waves.csx"])}}, "mode": "paper", "feed": { "replay": {{JsonSerializer.Serialize(folder["data"])}} } }""";

    private Task<ProgramResult> Run(params string[] arguments) => InProcess.Run([.. arguments, "--state", folder["state"]]);

    private Task<ProgramResult> Live(params string[] arguments) => Run(["live", .. arguments, "--deployments", folder["deployments"]]);

    private Task<ProgramResult> Status() => Run("status", "--deployments", folder["deployments"]);

    /// <summary>The state of a deployment whose session rests with a position.</summary>
    private void Rest(string name, string terms)
    {
        Directory.CreateDirectory(folder[$"state/{name}"]);
        using var journal = new Journal(folder[$"state/{name}/journal.db"]);
        var now = new DateTime(2024, 1, 5, 0, 0, 0, DateTimeKind.Utc);
        var session = journal.Begin(now, now, [], new SessionSettings(1000, terms, null));
        journal.Append(session.Id, new SessionSnapshot(0, 1000, 700, [new StandingPosition("X", 3, 100, 100, 0)], []), [],
            [new LiveEvent(now, [])]);
    }

    private void Damage(string name) => folder.Write($"state/{name}/journal.db", new string('?', 5000));

    [Theory]
    [InlineData("status")]
    [InlineData("positions")]
    [InlineData("orders")]
    public async Task A_damaged_journal_takes_nothing_from_other_deployments(string command)
    {
        Rest("tides", Terms("paper"));
        Rest("waves", Terms("paper"));
        Damage("tides");
        var all = await Run(command);
        Assert.Equal(ExitCode.RunFailed, all.ExitCode);
        Assert.Contains("tides is left out: The journal ", all.Error, StringComparison.Ordinal);
        Assert.Contains("is damaged: ", all.Error, StringComparison.Ordinal);
        Assert.Contains("'strategyhost state archive tides' puts the deployment's state aside", all.Error, StringComparison.Ordinal);
        if (command != "orders") Assert.Contains("waves", all.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Run(command, "waves")).ExitCode);
        var one = await Run(command, "tides");
        Assert.Equal(ExitCode.RunFailed, one.ExitCode);
        Assert.Contains("'strategyhost state archive tides'", one.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await Run(command, "--json")).Output);
        Assert.Equal(command == "orders" ? 0 : 1, json.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Terms_that_cannot_be_read_are_damage_too()
    {
        Rest("tides", "{");
        Rest("waves", Terms("paper"));
        var status = await Status();
        Assert.Equal(ExitCode.RunFailed, status.ExitCode);
        Assert.Contains("tides is left out: What session 1 of tides keeps of its deployment's file cannot be used", status.Error,
            StringComparison.Ordinal);
        Assert.Contains("waves", status.Output, StringComparison.Ordinal);
        var live = await Live("tides");
        Assert.Contains("'strategyhost state archive tides'", live.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_can_be_told_to_halt_are()
    {
        Rest("tides", Terms("paper"));
        Rest("waves", Terms("paper"));
        Damage("tides");
        var halt = await Run("halt", "--all");
        Assert.Equal(ExitCode.RunFailed, halt.ExitCode);
        Assert.Contains("waves rests: it will halt when it is taken up", halt.Error, StringComparison.Ordinal);
        Assert.Contains("tides could not be told to halt; where a host runs it, the kill switch reaches it", halt.Error,
            StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder["state/waves/commands"]));
    }

    [Fact]
    public async Task Live_runs_the_others_and_says_the_way_on_which_leads_on()
    {
        Damage("tides");
        foreach (var arguments in (string[][])[[], ["--fresh"], ["--fresh", "--keep"]])
        {
            var live = await Live(arguments);
            Assert.Equal(ExitCode.RunFailed, live.ExitCode);
            Assert.Contains("error: tides: The journal ", live.Error, StringComparison.Ordinal);
            Assert.Contains("'strategyhost state archive tides' puts the deployment's state aside, and its next start begins anew.",
                live.Error, StringComparison.Ordinal);
            Assert.Contains("waves: session ", live.Error, StringComparison.Ordinal);
        }

        var archive = await Run("state", "archive", "tides");
        Assert.Equal(ExitCode.Done, archive.ExitCode);
        string aside = Assert.Single(Directory.GetDirectories(folder["state/archive"]));
        Assert.Matches("tides-[0-9]{8}T[0-9]{6}Z$", aside);
        Assert.Contains($"The state of tides is in {aside} now, and its next start begins anew", archive.Error, StringComparison.Ordinal);
        Assert.Contains("What it had open at the broker stays there and is nobody's from now on", archive.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(aside, "journal.db")));
        Assert.Contains("tides: session 1 begins", (await Live("tides")).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Status()).ExitCode);
    }

    [Fact]
    public async Task A_state_that_a_host_uses_is_not_put_aside()
    {
        Rest("waves", Terms("paper"));
        using (new FileStream(folder["state/waves/claim"], FileMode.Create, FileAccess.Write, FileShare.None))
        {
            var refused = await Run("state", "archive", "waves");
            Assert.Equal(ExitCode.Usage, refused.ExitCode);
            Assert.Contains("waves runs already: another host has claimed ", refused.Error, StringComparison.Ordinal);
            Assert.Contains("running", (await Status()).Output, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(folder["state/waves/journal.db"]));
        Assert.Contains("There is no journal of wives", (await Run("state", "archive", "wives")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repair_says_what_was_saved_what_was_not_and_the_way_on()
    {
        Rest("waves", Terms("paper"));
        var whole = await Run("state", "repair", "waves");
        Assert.Equal((ExitCode.Done, "The journal of waves is whole: there is nothing to repair."), (whole.ExitCode, whole.Error.Trim()));
        using (var journal = new FileStream(folder["state/waves/journal.db"], FileMode.Open))
            journal.SetLength(journal.Length - 4096);
        var repaired = await Run("state", "repair", "waves");
        Assert.Equal(ExitCode.Done, repaired.ExitCode);
        Assert.Contains("The journal of waves was damaged: ", repaired.Error, StringComparison.Ordinal);
        string aside = Assert.Single(Directory.GetDirectories(folder["state/waves"], "damaged-*"));
        Assert.Contains($"It is kept in {aside}, and a new one has what can be read of it:", repaired.Error, StringComparison.Ordinal);
        Assert.Contains("session 1: ", repaired.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Status()).ExitCode);
        Damage("waves");
        var lost = await Run("state", "repair", "waves");
        Assert.Equal(ExitCode.RunFailed, lost.ExitCode);
        Assert.Contains("Nothing of the journal of waves can be saved, and it is as it was", lost.Error, StringComparison.Ordinal);
        Assert.Contains("'strategyhost state archive waves' puts it aside", lost.Error, StringComparison.Ordinal);
        File.Delete(folder["state/waves/journal.db"]);
        Assert.Contains("The journal of waves is gone, or empty, and nothing can be saved", (await Run("state", "repair", "waves")).Error,
            StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Run("state", "archive", "waves")).ExitCode);
    }

    [Fact]
    public async Task A_state_that_is_not_there_or_that_a_host_uses_is_not_repaired()
    {
        Rest("waves", Terms("paper"));
        Damage("waves");
        using (new FileStream(folder["state/waves/claim"], FileMode.Create, FileAccess.Write, FileShare.None))
        {
            var refused = await Run("state", "repair", "waves");
            Assert.Equal(ExitCode.Usage, refused.ExitCode);
            Assert.Contains("waves runs already: another host has claimed ", refused.Error, StringComparison.Ordinal);
        }

        Assert.Contains("There is no state of wives in ", (await Run("state", "repair", "wives")).Error, StringComparison.Ordinal);
        File.Delete(folder["state/waves/claim"]);
        Directory.CreateDirectory(folder["state/waves/claim"]);
        Assert.Contains("waves cannot keep its state in ", (await Run("state", "repair", "waves")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paper", "Its 1 position were on paper, and are gone with it.")]
    [InlineData("live", "'strategyhost reconcile main' with --adopt, --ignore or --flatten decides")]
    public async Task What_was_open_is_said_when_a_state_is_put_aside(string mode, string what)
    {
        Rest("waves", Terms(mode));
        Assert.Contains(what, (await Run("state", "archive", "waves")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_with_something_open_whose_deployment_is_gone_is_named()
    {
        Rest("old", Terms("live"));
        string warning = "old has 1 position on the account main in session 1, and there is no ";
        Assert.Contains(warning, (await Status()).Error, StringComparison.Ordinal);
        var live = await Live();
        Assert.Contains(warning, live.Error, StringComparison.Ordinal);
        Assert.Contains("'strategyhost state archive old'", live.Error, StringComparison.Ordinal);
        folder.Write("deployments/old.json", Terms("live"));
        Assert.DoesNotContain(warning, (await Status()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_that_cannot_be_written_is_not_taken_for_another_hosts()
    {
        Directory.CreateDirectory(folder["state/waves/claim"]);
        var live = await Live("waves");
        Assert.Equal(ExitCode.Usage, live.ExitCode);
        Assert.Contains("waves cannot keep its state in ", live.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("claimed", live.Error, StringComparison.Ordinal);
        folder.Write("state/tides", "a file in the place of the folder");
        Assert.Contains("tides cannot keep its state in ", (await Live("tides")).Error, StringComparison.Ordinal);
    }
}
