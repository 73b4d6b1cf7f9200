using Microsoft.Extensions.Hosting;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Service;

namespace StrategyHost.Live.Tests.Service;

public sealed class DeploymentWatchTests : IAsyncDisposable
{
    private const string Paper = """{ "script": "a.csx", "mode": "paper", "feed": { "replay": "-" } }""";
    private readonly Workshop workshop = new();
    private readonly List<string> told = [];
    private DeploymentService? service;
    private DateTime written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (service is not null) await service.StopAsync(CancellationToken.None);
        service?.Dispose();
        workshop.Dispose();
    }

    [Fact]
    public async Task A_file_that_is_new_is_started_once_two_looks_have_found_it_the_same()
    {
        var watch = await WatchAsync(startsNew: true, "trend");
        Write("swing", Paper);
        watch.Look(isFirst: false);
        Assert.Null(service!.IsRunning("swing"));
        Write("swing", Paper + " ");
        watch.Look(isFirst: false);
        Assert.Null(service.IsRunning("swing"));
        watch.Look(isFirst: false);
        Assert.True(service.IsRunning("swing"));
        Assert.EndsWith("swing.json is new: it is started", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_serves_named_deployments_offers_what_is_new()
    {
        var watch = await WatchAsync(startsNew: false, "trend");
        Write("swing", Paper);
        LookTwice(watch);
        Assert.Null(service!.IsRunning("swing"));
        Assert.EndsWith("is new: 'strategyhost start swing' starts it", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_armed_from_its_start_is_offered_and_not_started()
    {
        var watch = await WatchAsync(startsNew: true, "trend");
        Write("swing", """{ "script": "a.csx", "mode": "live", "account": "main", "armed": "from-start" }""");
        LookTwice(watch);
        Assert.Null(service!.IsRunning("swing"));
        Assert.Contains("armed from their start", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_named_with_its_fault_and_what_runs_goes_on()
    {
        var watch = await WatchAsync(startsNew: true, "trend");
        Write("trend", "{");
        Write("swing", """{ "script": "a.csx", "mode": "wild" }""");
        LookTwice(watch);
        Assert.True(service!.IsRunning("trend"));
        Assert.Equal(2, told.Count);
        Assert.Contains("mode is wild", told[0], StringComparison.Ordinal);
        Assert.EndsWith("Nothing is started.", told[0], StringComparison.Ordinal);
        Assert.EndsWith("trend goes on as it was.", told[1], StringComparison.Ordinal);
        Write("swing", Paper);
        watch.Look(isFirst: false);
        watch.Look(isFirst: false);
        Assert.True(service!.IsRunning("swing"));
    }

    [Fact]
    public async Task A_file_that_is_gone_stops_its_deployment_and_one_that_is_replaced_does_not()
    {
        var watch = await WatchAsync(startsNew: true, "trend");
        string path = Path.Combine(Folder, "trend.json");
        File.Move(path, path + "~");
        watch.Look(isFirst: false);
        File.Move(path + "~", path);
        LookTwice(watch);
        Assert.True(service!.IsRunning("trend"));
        File.Delete(path);
        LookTwice(watch);
        while (service.IsRunning("trend") == true) await Task.Yield();
        Assert.Contains("trend.json is gone: it stops, and its session rests", Assert.Single(told), StringComparison.Ordinal);
        Write("trend", Paper);
        LookTwice(watch);
        Assert.False(service.IsRunning("trend"));
        Assert.EndsWith("is new: 'strategyhost start trend' starts it", told[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_away_for_a_while_stops_nothing()
    {
        var watch = await WatchAsync(startsNew: true, "trend");
        Directory.Move(Folder, Folder + "~");
        LookTwice(watch);
        LookTwice(watch);
        Assert.True(service!.IsRunning("trend"));
        Directory.Move(Folder + "~", Folder);
        LookTwice(watch);
        Assert.True(service.IsRunning("trend"));
        Assert.Empty(told);
    }

    [Fact]
    public async Task What_was_changed_is_handed_to_the_deployment_that_runs()
    {
        var heard = new List<decimal>();
        var hears = new HostedDeployment("trend", async control =>
        {
            using (control.Listen("it goes on", _ => { }, now => heard.Add(now.Settings.Cash)))
                await HostScene.Endless("trend").RunAsync(control);
            return 0;
        });
        var watch = await WatchAsync(startsNew: true, hears);
        Write("trend", Paper.Replace("""{ "script""", """{ "cash": 5000, "script""", StringComparison.Ordinal));
        LookTwice(watch);
        Assert.Equal(5000m, heard[^1]);
        Assert.Empty(told);
    }

    private string Folder => workshop["deployments"];

    private Task<DeploymentWatch> WatchAsync(bool startsNew, string name) => WatchAsync(startsNew, HostScene.Endless(name));

    private async Task<DeploymentWatch> WatchAsync(bool startsNew, HostedDeployment first)
    {
        Directory.CreateDirectory(Folder);
        Write(first.Name, Paper);
        var parts = new HostScene(workshop.State, first)
        {
            Others = [HostScene.Endless("swing")],
            Watched = new WatchedFolder(Folder, startsNew, path => DeploymentFile.Read(path), (_, _, sentence) => told.Add(sentence))
        }.Parts;
        service = new DeploymentService(parts, new Lifetime());
        await service.StartAsync(Test);
        await UntilRunsAsync(first.Name);
        var watch = new DeploymentWatch(parts, service);
        watch.Look(isFirst: true);
        return watch;
    }

    /// <summary>Each file is written later than the one before, however coarse the clock of the disk is.</summary>
    private void Write(string name, string text)
    {
        string path = Path.Combine(Folder, name + ".json");
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, written += TimeSpan.FromSeconds(1));
    }

    private static void LookTwice(DeploymentWatch watch)
    {
        watch.Look(isFirst: false);
        watch.Look(isFirst: false);
    }

    private async Task UntilRunsAsync(string name)
    {
        while (service!.IsRunning(name) != true)
        {
            Test.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
