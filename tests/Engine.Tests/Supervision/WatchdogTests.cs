using StrategyHost.Budgets;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Tests.Supervision;

public sealed class WatchdogTests
{
    private readonly HandTime time = new();
    private readonly Meter meter;

    public WatchdogTests() => meter = new Meter(1_000_000, TimeSpan.FromSeconds(1), 1_000_000, time);

    [Fact]
    public void A_handler_that_stays_in_one_call_is_reported_and_goes_no_further()
    {
        using var watchdog = new Watchdog(meter, TimeSpan.FromSeconds(1), time);
        meter.Begin("OnBar(X)");
        time.Pass(1);
        time.Pass(1);
        Assert.False(watchdog.Stuck.IsCancellationRequested);
        time.Pass(1);
        Assert.True(watchdog.Stuck.IsCancellationRequested);
        Assert.Equal("has been inside one library call for more than 1.25 s (limits.seconds)", watchdog.Report);
        Assert.Throws<BudgetException>(meter.End);
        Assert.Throws<BudgetException>(() => meter.Look(1, isStackLow: false));
    }

    [Fact]
    public void Handlers_that_come_and_go_are_not_stuck()
    {
        using var watchdog = new Watchdog(meter, TimeSpan.FromSeconds(1), time);
        for (int i = 0; i < 10; i++)
        {
            meter.Begin("OnBar(X)");
            time.Pass(1);
            meter.End();
        }

        Assert.Null(watchdog.Report);
    }

    [Fact]
    public void Time_between_events_does_not_count()
    {
        using var watchdog = new Watchdog(meter, TimeSpan.FromSeconds(1), time);
        meter.Begin("OnBar(X)");
        meter.End();
        for (int i = 0; i < 10; i++) time.Pass(1);
        Assert.Null(watchdog.Report);
    }

    [Fact]
    public void A_meter_notices_time_at_its_second_look()
    {
        meter.Begin("OnBar(X)");
        meter.Look(1, isStackLow: false);
        time.Pass(2);
        var fault = Assert.Throws<BudgetException>(() => meter.Look(1, isStackLow: false));
        Assert.Equal(BudgetLimit.Time, fault.Limit);
        Assert.Equal("has taken longer than 1 s for one event (limits.seconds)", fault.Message);
        meter.Begin("OnBar(X)");
        meter.Look(1, isStackLow: false);
    }

    [Fact]
    public void A_meter_refuses_an_array_that_is_larger_than_its_limit()
    {
        meter.Begin("OnBar(X)");
        meter.Reserve(100_000, 8);
        Assert.Equal(BudgetLimit.Memory, Assert.Throws<BudgetException>(() => meter.Reserve(200_000, 8)).Limit);
    }
}
