using System.Text;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Tests;

namespace StrategyHost.Cli.Tests.Output;

/// <summary>A console that takes nothing holds nobody up: how many lines wait, what is said of the others, and how long the end waits; on a
/// clock that the test moves.</summary>
public sealed class QueuedLinesTests : IDisposable
{
    private readonly ObservedClock clock = new();
    private readonly StuckWriter console = new();

    public void Dispose() => console.Dispose();

    private QueuedLines Lines() => new(console, count => $"{count} left out", clock);

    /// <summary>A queue whose writer hangs in its first line.</summary>
    private QueuedLines StuckLines()
    {
        var lines = Lines();
        lines.Add("first");
        console.Begun.Wait(TestContext.Current.CancellationToken);
        return lines;
    }

    [Fact]
    public void Lines_are_written_in_their_order_before_the_end()
    {
        console.GoOn.Set();
        using (var lines = Lines())
        {
            for (int i = 0; i < 100; i++) lines.Add($"{i}");
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), console.Lines);
    }

    [Fact]
    public void What_finds_no_room_is_counted_and_said_once()
    {
        var lines = StuckLines();
        for (int i = 1; i <= QueuedLines.MostWaiting + 7; i++) lines.Add($"{i}");
        console.GoOn.Set();
        SpinWait.SpinUntil(() => console.Lines.Count == QueuedLines.MostWaiting + 1);
        lines.Add("next");
        lines.Add("last");
        lines.Dispose();
        Assert.Equal([$"{QueuedLines.MostWaiting}", "7 left out", "next", "last"], console.Lines.TakeLast(4));
        Assert.Equal(7, lines.Lost);
    }

    [Fact]
    public void What_was_left_out_last_is_said_at_the_end()
    {
        var lines = StuckLines();
        for (int i = 1; i <= QueuedLines.MostWaiting + 1; i++) lines.Add($"{i}");
        console.GoOn.Set();
        SpinWait.SpinUntil(() => console.Lines.Count == QueuedLines.MostWaiting + 1);
        lines.Dispose();
        Assert.Equal("1 left out", console.Lines.Last());
    }

    [Fact]
    public async Task The_end_waits_for_a_console_that_hangs_for_a_while_only()
    {
        var lines = StuckLines();
        lines.Add("second");
        var ending = Task.Run(lines.Dispose, TestContext.Current.CancellationToken);
        while (clock.TimersSet == 0) await Task.Yield();
        clock.Advance(QueuedLines.LastPatience - TimeSpan.FromMilliseconds(1));
        Assert.False(ending.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await ending;
        Assert.Equal(1, lines.Lost);
        lines.Add("too late");
        console.GoOn.Set();
    }

    [Fact]
    public void A_console_that_is_gone_is_no_fault()
    {
        console.IsGone = true;
        console.GoOn.Set();
        var lines = Lines();
        lines.Add("first");
        lines.Add("second");
        lines.Dispose();
        Assert.Empty(console.Lines);
    }

    [Fact]
    public void The_files_have_every_line_while_the_console_hangs()
    {
        using var folder = new Program.TemporaryFolder();
        var log = new LiveLog(console, folder.Path, new Redaction(), clock);
        for (int i = 1; i <= QueuedLines.MostWaiting + 50; i++) log.Write("trend", default, LogLevel.Info, $"line {i}");
        console.GoOn.Set();
        log.Dispose();
        var written = LogEntry.In(folder.Path).Select(e => e.Text).ToList();
        Assert.Equal(Enumerable.Range(1, QueuedLines.MostWaiting + 50).Select(i => $"line {i}"), written.SkipLast(1));
        Assert.EndsWith(" lines were not shown on the console, which did not take them", written[^1], StringComparison.Ordinal);
    }

    /// <summary>Takes lines once it may go on.</summary>
    private sealed class StuckWriter : TextWriter
    {
        private readonly List<string> lines = [];

        public ManualResetEventSlim Begun { get; } = new();

        public ManualResetEventSlim GoOn { get; } = new();

        public bool IsGone { get; set; }

        public override Encoding Encoding => Encoding.UTF8;

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (lines) return [.. lines];
            }
        }

        public override void WriteLine(string? value)
        {
            Begun.Set();
            GoOn.Wait();
            if (IsGone) throw new IOException("The pipe is broken.");
            lock (lines) lines.Add(value!);
        }
    }
}
