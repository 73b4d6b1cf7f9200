using Ccxt;
using Microsoft.Extensions.Time.Testing;

namespace StrategyHost.Plugins.Tests.CcxtPlugin;

/// <summary>A process that does not answer is ended, on a clock that the test moves, and who asked it is told.</summary>
public sealed class SidecarTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    private Sidecar Start(string script)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "sidecar.mjs"), script);
        return Sidecar.Start("node", folder.FullName, clock);
    }

    [Fact]
    public async Task One_that_is_silent_is_ended_after_its_time_and_who_waits_is_told()
    {
        await using var sidecar = Start("process.stdin.resume();");
        var asked = sidecar.AskAsync("call", new { }, TestContext.Current.CancellationToken);
        clock.Advance(Sidecar.Beat);
        clock.Advance(Sidecar.Patience - TimeSpan.FromSeconds(1));
        Assert.False(asked.IsCompleted);
        while (!asked.IsCompleted)
        {
            // The heartbeat may not have begun to wait when the clock was moved.
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Contains("The process that runs ccxt has ended", (await Assert.ThrowsAsync<SidecarException>(() => asked)).Message,
            StringComparison.Ordinal);
        Assert.True(sidecar.IsGone);
    }
}
