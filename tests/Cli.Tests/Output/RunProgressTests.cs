using StrategyHost.Cli.Output;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Supervision;

namespace StrategyHost.Cli.Tests.Output;

public sealed class RunProgressTests : IDisposable
{
    private static readonly DateTime Start = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly HandTime time = new();
    private readonly StringWriter text = new();

    public void Dispose() => text.Dispose();

    private RunProgress Progress(bool isTerminal) => new(text, isTerminal, time) { End = Start.AddDays(100) };

    private void Report(RunProgress progress, double seconds, int day)
    {
        time.Pass(seconds);
        progress.Report(new RunPoint(Start.AddDays(day), day * 20_000, 100_000 + day));
    }

    [Fact]
    public void A_short_run_shows_nothing()
    {
        var progress = Progress(isTerminal: true);
        Report(progress, 5, 0);
        Report(progress, 0.9, 99);
        progress.Clear();
        Assert.Empty(text.ToString());
    }

    [Fact]
    public void A_pipe_gets_a_line_now_and_then()
    {
        var progress = Progress(isTerminal: false);
        Report(progress, 0, 0);
        Report(progress, 2, 10);
        Report(progress, 2, 20);
        Report(progress, 4, 50);
        Assert.Equal(["10 % 2020-01-11, 0.2 M bars at 0.1 M a second, equity 100,010, 18 s left",
            "50 % 2020-02-20, 1.0 M bars at 0.1 M a second, equity 100,050, 8 s left"],
            text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd()));
    }

    [Fact]
    public void A_terminal_gets_a_bar_that_goes_away_again()
    {
        var progress = Progress(isTerminal: true);
        Report(progress, 0, 0);
        Report(progress, 2, 50);
        progress.Clear();
        string bar = new string('━', 15) + new string('─', 15) + " 50 % 2020-02-20, 1.0 M bars at 0.5 M a second, equity 100,050, 2 s left";
        Assert.Equal($"\r{bar}\r{new string(' ', bar.Length)}\r", text.ToString());
    }

    [Fact]
    public void Without_an_end_there_is_no_guess()
    {
        var progress = new RunProgress(text, isTerminal: false, time);
        Report(progress, 0, 0);
        Report(progress, 2, 10);
        Assert.Equal("0 % 2020-01-11, 0.2 M bars at 0.1 M a second, equity 100,010", text.ToString().Trim());
    }
}
