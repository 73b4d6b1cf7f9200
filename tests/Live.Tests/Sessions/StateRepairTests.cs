using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Sessions;

/// <summary>Journals that the disk has damaged. Where what is saved goes on, it must lead to what an undisturbed session comes to.</summary>
public sealed class StateRepairTests : IDisposable
{
    private const int PageSize = 4096;
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    private string Folder => Path.Combine(workshop.State, "trend");

    private string JournalPath => Path.Combine(Folder, "journal.db");

    private Task<RepairReport> RepairAsync() => new StateRepair(workshop.State, "trend", Workshop.Parts(Workshop.Crossing()))
        .RunAsync(TestContext.Current.CancellationToken);

    /// <summary>A session that rests in the middle of its data.</summary>
    /// <returns>Its journal.</returns>
    private async Task<byte[]> RestAsync()
    {
        using var stop = new CancellationTokenSource();
        await workshop.RunAsync(Workshop.Crossing(interruptAt: 280, stop), stop);
        return await File.ReadAllBytesAsync(JournalPath, TestContext.Current.CancellationToken);
    }

    /// <summary>The state as if the session rested with this journal.</summary>
    private void Begin(byte[] journal)
    {
        foreach (var path in Directory.GetFiles(Folder, "journal.db*")) File.Delete(path);
        foreach (var path in (string[])[.. Directory.GetDirectories(Folder, "damaged-*"), .. Directory.GetDirectories(Folder, "session-2")])
            Directory.Delete(path, recursive: true);
        File.WriteAllBytes(JournalPath, journal);
    }

    private static async Task<(int Made, int Fills, double Equity)> UndisturbedAsync()
    {
        using var other = new Workshop();
        return Of(await other.RunAsync(Workshop.Crossing()));
    }

    private static (int Made, int Fills, double Equity) Of(SessionEnd end) =>
        (end.Orders.Made, end.Fills, end.Result.Equity.Latest.Equity);

    /// <summary>Repairs damages one after the other, and runs each to its end where anything was saved.</summary>
    private async Task<List<RepairReport>> RunAllAsync(byte[] journal, IEnumerable<byte[]> damages)
    {
        var expected = await UndisturbedAsync();
        var reports = new List<RepairReport>();
        foreach (var damage in damages)
        {
            Begin(damage);
            var report = await RepairAsync();
            reports.Add(report);
            if (report.Aside is null)
            {
                Assert.Equal(damage, await File.ReadAllBytesAsync(JournalPath, TestContext.Current.CancellationToken));
                continue;
            }

            string kept = Path.Combine(report.Aside, "journal.db");
            Assert.Equal(damage, await File.ReadAllBytesAsync(kept, TestContext.Current.CancellationToken));
            Assert.Null((await RepairAsync()).Damage);
            Assert.Equal(expected, Of(await workshop.RunAsync(Workshop.Crossing())));
        }

        Assert.True(journal.Length / PageSize > 8);
        return reports;
    }

    [Fact]
    public async Task Terms_that_a_session_has_taken_are_saved_with_it()
    {
        using var stop = new CancellationTokenSource();
        using var control = new DeploymentControl(stop.Token);
        var tighter = DeploymentFile.Parse("trend",
            $$"""{ "script": "{{workshop.Script}}", "mode": "paper", "risk": { "max-position": "5" }, "feed": { "replay": "-" } }""");
        control.Change(tighter);
        var parts = Workshop.Parts(Workshop.Crossing(interruptAt: 280, stop));
        var run = new DeploymentRun(workshop.Deployment(), parts, workshop.State, new Workshop.LineLog(workshop.Lines))
        {
            Control = control
        };
        await run.RunAsync(fresh: null, stop.Token);
        byte[] journal = await File.ReadAllBytesAsync(JournalPath, TestContext.Current.CancellationToken);
        int saved = 0;
        for (int page = 1; page < journal.Length / PageSize; page++)
        {
            byte[] damaged = [.. journal];
            damaged.AsSpan(page * PageSize, PageSize).Clear();
            Begin(damaged);
            if ((await RepairAsync()).Aside is null) continue;
            using var whole = Journal.OpenToRead(JournalPath);
            if (whole.Sessions().Count > 0 && whole.Reloads(1).Any(r => r.Terms?.Contains("max-position", StringComparison.Ordinal) == true))
                saved++;
        }

        Assert.InRange(saved, 1, journal.Length / PageSize);
    }

    [Fact]
    public async Task A_healthy_journal_needs_no_repair_and_stays_as_it_is()
    {
        byte[] before = await RestAsync();
        var report = await RepairAsync();
        Assert.Equal((null, false, null), (report.Damage, report.IsGone, report.Aside));
        Assert.Equal(before, await File.ReadAllBytesAsync(JournalPath, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetDirectories(Folder, "damaged-*"));
    }

    [Fact]
    public async Task Whatever_page_is_damaged_what_goes_on_leads_to_the_same()
    {
        byte[] journal = await RestAsync();
        byte[] Without(int page)
        {
            byte[] damaged = [.. journal];
            damaged.AsSpan(page * PageSize, PageSize).Fill(0xEE);
            return damaged;
        }

        var reports = await RunAllAsync(journal, Enumerable.Range(0, journal.Length / PageSize).Select(Without));
        Assert.All(reports, r => Assert.NotNull(r.Damage));
        Assert.Contains(reports, r => r.Aside is null);
        Assert.Contains(reports, r => r.GoesOnAfter is > 0 and < 280);
        Assert.Contains(reports, r => r.Lost.Count > 0);
        Assert.Contains(reports, r => r is { Aside: not null, GoesOnAfter: null });
    }

    [Fact]
    public async Task Wherever_its_end_is_cut_off_what_goes_on_leads_to_the_same()
    {
        byte[] journal = await RestAsync();
        var lengths = Enumerable.Range(1, (journal.Length / PageSize) - 1).Select(pages => pages * PageSize);
        var reports = await RunAllAsync(journal, lengths.Select(length => journal[..length]));
        Assert.All(reports, r => Assert.NotNull(r.Damage));
        Assert.Contains(reports, r => r.GoesOnAfter is > 0 and < 280);
    }

    [Fact]
    public async Task Nothing_can_be_saved_of_a_journal_that_is_gone_or_empty()
    {
        await RestAsync();
        Begin([]);
        Assert.True((await RepairAsync()).IsGone);
        File.Delete(JournalPath);
        Assert.True((await RepairAsync()).IsGone);
        Assert.False(File.Exists(JournalPath));
    }

    [Fact]
    public async Task A_session_whose_script_cannot_be_handled_again_does_not_go_on()
    {
        byte[] journal = await RestAsync();
        Begin(journal[..^PageSize]);
        var parts = Workshop.Parts(Workshop.Crossing()) with { Compile = _ => throw new IOException("The script is gone.") };
        var report = await new StateRepair(workshop.State, "trend", parts).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, report.GoesOnAfter);
        using var saved = Journal.OpenToRead(JournalPath);
        Assert.NotNull(Assert.Single(saved.Sessions()).Ended);
    }

    [Fact]
    public async Task Names_of_orders_are_not_used_again_where_a_later_session_is_lost()
    {
        byte[] journal = await RestAsync();
        string origin;
        using (var before = Journal.OpenToRead(JournalPath)) origin = before.Origin;
        Begin(journal[..^PageSize]);
        Directory.CreateDirectory(Path.Combine(Folder, "session-2"));
        var report = await RepairAsync();
        Assert.Equal((2L, 0), (report.Latest, report.GoesOnAfter));
        using var saved = Journal.OpenToRead(JournalPath);
        Assert.NotEqual(origin, saved.Origin);
        Assert.NotNull(Assert.Single(saved.Sessions()).Ended);
    }

    [Fact]
    public async Task A_state_that_is_not_there_or_in_use_is_not_repaired()
    {
        await Assert.ThrowsAsync<DeploymentException>(RepairAsync);
        await RestAsync();
        using (new FileStream(Path.Combine(Folder, "claim"), FileMode.Create, FileAccess.Write, FileShare.None))
            Assert.Contains("runs already", (await Assert.ThrowsAsync<DeploymentException>(RepairAsync)).Message, StringComparison.Ordinal);
    }
}
