using StrategyHost.Engine.Runs;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Sessions;

/// <summary>What one session may write into the log of all, on a clock that the test moves.</summary>
public sealed class LimitedLogTests : IRunLog
{
    private readonly HandClock clock = new();
    private readonly List<string> lines = [];

    void IRunLog.Write(DateTime time, LogLevel level, string message) => lines.Add(message);

    private LimitedLog Log(int sharers = 1) => new(this, clock, sharers);

    private static void Write(LimitedLog log, int count)
    {
        for (int i = 0; i < count; i++) log.Write(default, LogLevel.Info, "line");
    }

    private int Passed => lines.Count(l => l == "line");

    [Fact]
    public void A_burst_passes_whole_and_what_is_beyond_is_left_out_and_said_once()
    {
        var log = Log();
        Write(log, LimitedLog.Burst);
        Assert.Equal(LimitedLog.Burst, lines.Count);
        Write(log, 5_000);
        Assert.Equal(LimitedLog.Burst, Passed);
        Assert.Equal("the session writes more than 20 lines a second into the log: what is beyond is left out, and counted",
            Assert.Single(lines, l => l != "line"));
    }

    [Fact]
    public void What_a_script_chatters_pushes_no_warning_and_no_error_out()
    {
        var log = Log();
        Write(log, LimitedLog.Burst * 2);
        log.Write(default, LogLevel.Error, "an error");
        log.Write(default, LogLevel.Warning, "a warning");
        Assert.Contains("an error", lines);
        Assert.Contains("a warning", lines);
    }

    [Fact]
    public void Each_second_lets_so_many_more_pass()
    {
        var log = Log();
        Write(log, LimitedLog.Burst + 1);
        clock.Now += TimeSpan.FromSeconds(3);
        Write(log, 1_000);
        Assert.Equal(LimitedLog.Burst + (3 * LimitedLog.PerSecond), Passed);
    }

    [Fact]
    public void What_was_left_out_is_counted_every_ten_minutes_and_at_the_end()
    {
        var log = Log();
        Write(log, LimitedLog.Burst + 700);
        clock.Now += LimitedLog.BetweenCounts;
        Write(log, LimitedLog.Burst + 30);
        log.End();
        log.End();
        Assert.Equal(["700 lines of the session were left out", "30 lines of the session were left out"],
            lines.Where(l => l.EndsWith("were left out", StringComparison.Ordinal)));
    }

    [Fact]
    public void After_a_calm_the_next_excess_is_said_again()
    {
        var log = Log();
        Write(log, LimitedLog.Burst + 1);
        clock.Now += LimitedLog.BetweenCounts;
        Write(log, 1);
        clock.Now += LimitedLog.BetweenCounts;
        Write(log, 2 * LimitedLog.Burst);
        Assert.Equal(2, lines.Count(l => l.Contains("lines a second", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_of_many_fills_no_more_than_its_part_of_a_day_and_has_it_anew_the_next_day()
    {
        var log = Log(sharers: 1_000);
        for (int i = 0; i < 100; i++) log.Write(default, LogLevel.Info, new string('x', 1_000));
        int passed = lines.Count(l => l[0] == 'x');
        Assert.Equal(LimitedLog.AllOfADay / 1_000 / 2_400, passed);
        Assert.Equal("the session has filled its part of the log for today (UTC), 131 KB: what is beyond is left out, and counted",
            lines[^1]);
        clock.Now += TimeSpan.FromDays(1);
        log.Write(default, LogLevel.Info, "line");
        Assert.Equal([$"{100 - passed} lines of the session were left out", "line"], lines[^2..]);
    }

    [Fact]
    public void A_line_without_end_is_cut()
    {
        Log().Write(default, LogLevel.Info, new string('x', 1_000_000));
        Assert.Equal(LimitedLog.LongestLine + 1, Assert.Single(lines).Length);
    }
}
