using Microsoft.Extensions.Time.Testing;
using StrategyHost.Live.Feeds;

namespace StrategyHost.Live.Tests.Feeds;

public sealed class BarScheduleTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly FakeTimeProvider time = new(Start.AddSeconds(-30));

    private BarSchedule Of(LastSeen seen, params string[] symbols) => new(symbols, TimeSpan.FromMinutes(1), seen, time);

    private static LastSeen Nothing => new(Start, new HashSet<string>());

    [Fact]
    public void What_is_due_when_a_bar_ends_waits_for_the_bars_of_all_symbols_and_two_seconds_at_most()
    {
        var schedule = Of(Nothing, "A", "B");
        time.SetUtcNow(Start.AddSeconds(5));
        Assert.Equal(Start.AddSeconds(5), schedule.Passed);
        Assert.Equal(TimeSpan.FromSeconds(55), schedule.Until(Start.AddMinutes(1)));
        time.SetUtcNow(Start.AddSeconds(60.5));
        Assert.Equal(Start.AddMinutes(1).AddTicks(-1), schedule.Passed);
        schedule.See("A", Start.AddMinutes(1));
        Assert.Equal(TimeSpan.FromSeconds(1.5), schedule.Until(Start.AddMinutes(1)));
        Assert.Equal(Start.AddMinutes(1).AddTicks(-1), schedule.Passed);
        schedule.See("B", Start.AddMinutes(1));
        Assert.Equal(Start.AddSeconds(60.5), schedule.Passed);
        Assert.Equal(TimeSpan.Zero, schedule.Until(Start.AddMinutes(1)));
        time.SetUtcNow(Start.AddSeconds(121.9));
        Assert.Equal(Start.AddMinutes(2).AddTicks(-1), schedule.Passed);
        time.SetUtcNow(Start.AddSeconds(122));
        Assert.Equal(Start.AddSeconds(122), schedule.Passed);
    }

    [Fact]
    public void Bars_end_where_the_latest_one_says()
    {
        time.SetUtcNow(Start);
        var schedule = Of(Nothing, "A");
        time.SetUtcNow(Start.AddSeconds(100));
        schedule.See("A", Start.AddSeconds(90));
        Assert.Equal(Start.AddSeconds(100), schedule.Passed);
        time.SetUtcNow(Start.AddSeconds(150.1));
        Assert.Equal(Start.AddSeconds(150).AddTicks(-1), schedule.Passed);
    }

    [Fact]
    public void At_the_start_time_waits_for_the_bars_that_were_missed_and_two_seconds_at_most()
    {
        time.SetUtcNow(Start.AddMinutes(10).AddSeconds(7));
        var schedule = Of(new LastSeen(Start, new HashSet<string> { "A" }), "A");
        schedule.See("A", Start.AddMinutes(9));
        Assert.Equal(DateTime.MinValue, schedule.Passed);
        Assert.Equal(BarSchedule.Grace, schedule.Until(Start.AddMinutes(1)));
        time.Advance(BarSchedule.Grace);
        Assert.Equal(Start.AddMinutes(10).AddSeconds(9), schedule.Passed);
    }
}
