using System.Threading.Channels;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Toolkit;

public sealed class SchedulerTests
{
    private readonly Scheduler world = new();
    private readonly SimulatedProcess process;
    private readonly List<string> seen = [];
    private readonly DateTime start;

    public SchedulerTests()
    {
        process = new SimulatedProcess(world, "host");
        start = world.Now;
    }

    [Fact]
    public void Things_run_in_the_order_of_their_times_and_of_their_making()
    {
        world.After(Seconds(2), () => See("c"));
        world.After(Seconds(1), () => See("a"));
        world.After(Seconds(1), () => See("b"));
        world.Run(start + Seconds(5));
        Assert.Equal(["1 a", "1 b", "2 c"], seen);
        Assert.Equal(start + Seconds(5), world.Now);
    }

    [Fact]
    public void Nothing_runs_that_is_due_later_than_asked_for()
    {
        world.After(Seconds(3), () => See("late"));
        world.Run(start + Seconds(2));
        Assert.Empty(seen);
        world.Run(start + Seconds(3));
        Assert.Equal(["3 late"], seen);
    }

    [Fact]
    public void Many_appointments_come_in_their_order()
    {
        var dice = new Dice(1);
        DateTime last = start;
        for (int i = 0; i < 1000; i++)
        {
            world.At(start + Seconds(dice.Between(0, 50)), () =>
            {
                Assert.True(world.Now >= last);
                last = world.Now;
                seen.Add("");
            });
        }

        world.Run(start + Seconds(60));
        Assert.Equal(1000, seen.Count);
    }

    [Fact]
    public void Delays_pass_in_virtual_time() => Play(async time =>
    {
        await Task.Delay(Seconds(90), time);
        See("delayed");
        await Task.Yield();
        See("yielded");
    }, "90 delayed", "90 yielded");

    [Fact]
    public void A_delay_ends_when_it_is_cancelled() => Play(async time =>
    {
        using var source = new CancellationTokenSource(Seconds(4), time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Seconds(90), time, source.Token));
        See("cancelled");
    }, "4 cancelled");

    [Fact]
    public void Waiting_for_a_task_times_out_in_virtual_time() => Play(async time =>
    {
        var never = new TaskCompletionSource();
        await Assert.ThrowsAsync<TimeoutException>(() => never.Task.WaitAsync(Seconds(7), time));
        See("given up");
    }, "7 given up");

    [Fact]
    public void Semaphores_let_waiters_through_in_their_order() => Play(async time =>
    {
        using var gate = new SemaphoreSlim(0);
        var all = Task.WhenAll(EnterAsync("a"), EnterAsync("b"));
        await Task.Delay(Seconds(1), time);
        gate.Release();
        await Task.Delay(Seconds(1), time);
        gate.Release();
        await all;

        async Task EnterAsync(string name)
        {
            await gate.WaitAsync();
            See(name);
        }
    }, "1 a", "2 b");

    [Fact]
    public void Channels_pass_items_on_and_end() => Play(async time =>
    {
        var channel = Channel.CreateUnbounded<string>();
        var reading = ReadAsync();
        channel.Writer.TryWrite("a");
        await Task.Delay(Seconds(3), time);
        channel.Writer.TryWrite("b");
        channel.Writer.Complete();
        await reading;

        async Task ReadAsync()
        {
            while (await channel.Reader.WaitToReadAsync())
            {
                while (channel.Reader.TryRead(out var item)) See(item);
            }

            See("end");
        }
    }, "0 a", "3 b", "3 end");

    [Fact]
    public void Bounded_channels_hold_writers_back() => Play(async time =>
    {
        var channel = Channel.CreateBounded<int>(1);
        var writing = WriteAsync();
        await Task.Delay(Seconds(2), time);
        Assert.Equal(1, await channel.Reader.ReadAsync());
        await writing;
        Assert.Equal(2, await channel.Reader.ReadAsync());

        async Task WriteAsync()
        {
            await channel.Writer.WriteAsync(1);
            See("first");
            await channel.Writer.WriteAsync(2);
            See("second");
        }
    }, "0 first", "2 second");

    [Fact]
    public void Periodic_timers_tick_until_they_are_changed() => Play(async time =>
    {
        await using var timer = time.CreateTimer(_ => See("tick"), null, Seconds(1), Seconds(2));
        await Task.Delay(Seconds(6), time);
        timer.Change(Seconds(1), Timeout.InfiniteTimeSpan);
        await Task.Delay(Seconds(5), time);
    }, "1 tick", "3 tick", "5 tick", "7 tick");

    [Fact]
    public void A_timer_that_is_disposed_does_not_fire_any_more() => Play(async time =>
    {
        var timer = time.CreateTimer(_ => See("tick"), null, Seconds(2), Seconds(2));
        await Task.Delay(Seconds(3), time);
        await timer.DisposeAsync();
        await Task.Delay(Seconds(5), time);
    }, "2 tick");

    [Fact]
    public void The_wall_clock_steps_and_timers_do_not() => Play(async time =>
    {
        var wait = Task.Delay(Seconds(10), time);
        process.ClockOffset = TimeSpan.FromHours(1);
        long before = time.GetTimestamp();
        await wait;
        Assert.Equal(Seconds(10), time.GetElapsedTime(before));
        Assert.Equal(start + TimeSpan.FromHours(1) + Seconds(10), time.GetUtcNow().UtcDateTime);
        See("done");
    }, "10 done");

    [Fact]
    public void Nothing_of_a_process_runs_after_its_death()
    {
        process.Start(async () =>
        {
            try
            {
                await Task.Delay(Seconds(1), process.Time);
                See("alive");
                await Task.Delay(Seconds(2), process.Time);
                See("never");
            }
            finally
            {
                See("not even this");
            }
        });
        world.After(Seconds(2), process.Kill);
        world.Run(start + Seconds(20));
        Assert.Equal(["1 alive"], seen);
    }

    [Fact]
    public void A_process_can_die_between_any_two_of_its_steps()
    {
        for (int steps = 0; steps < 5; steps++)
        {
            seen.Clear();
            var victim = new SimulatedProcess(world, "victim");
            victim.KillAfter(steps);
            victim.Start(async () =>
            {
                for (int i = 0; ; i++)
                {
                    seen.Add($"{i}");
                    await Task.Yield();
                }
            });
            world.Run(world.Now + Seconds(1));
            Assert.Equal(steps, seen.Count);
            Assert.True(victim.IsDead);
        }
    }

    [Fact]
    public void A_paused_process_goes_on_where_it_was()
    {
        process.Start(async () =>
        {
            await using var timer = process.Time.CreateTimer(_ => See("tick"), null, Seconds(1), Seconds(1));
            await Task.Delay(Seconds(2.5), process.Time);
            See("delayed");
        });
        world.After(Seconds(1.5), process.Pause);
        world.After(Seconds(60), process.Continue);
        world.Run(start + Seconds(100));
        Assert.Equal(["1 tick", "60 tick", "60 delayed"], seen);
    }

    [Fact]
    public void Something_that_is_tried_again_without_a_delay_is_an_error()
    {
        process.Start(async () =>
        {
            while (true) await Task.Yield();
        });
        Assert.Contains("time does not go on", Assert.Throws<InvalidOperationException>(() => world.Run(start + Seconds(1))).Message,
            StringComparison.Ordinal);
    }

    /// <summary>What looks harmless and leaves the thread: code that is to be simulated must not do it.</summary>
    [Theory]
    [InlineData("Task.Run")]
    [InlineData("ConfigureAwait(false)")]
    [InlineData("CancelAsync")]
    [InlineData("ReadAllAsync")]
    [InlineData("WaitAsync")]
    [InlineData("WhenAny")]
    public void What_comes_from_another_thread_is_an_error(string how)
    {
        process.Start(() => _ = HopAsync(how));
        var hop = Assert.Throws<ThreadHopException>(() =>
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (!soon.IsCancellationRequested) world.Run(world.Now + Seconds(1));
        });
        Assert.Contains("another thread", hop.Message, StringComparison.Ordinal);
        Assert.Empty(seen);
    }

    private async Task HopAsync(string how)
    {
        var time = process.Time;

        // What ends before it is awaited leaves no thread: the other one waits until this one does.
        using var isAwaited = new ManualResetEventSlim();
        time.CreateTimer(_ => isAwaited.Set(), null, Seconds(1), Timeout.InfiniteTimeSpan);
        switch (how)
        {
            case "Task.Run":
                await Task.Run(isAwaited.Wait);
                break;
            case "ConfigureAwait(false)":
                await Task.Delay(Seconds(1), time).ConfigureAwait(false);
                await Task.Delay(Seconds(1), time);
                break;
            case "CancelAsync":
                using (var source = new CancellationTokenSource())
                {
                    source.Token.Register(isAwaited.Wait);
                    await source.CancelAsync();
                }

                break;
            case "ReadAllAsync":
                var channel = Channel.CreateUnbounded<int>();
                time.CreateTimer(_ => channel.Writer.TryComplete(), null, Seconds(1), Timeout.InfiniteTimeSpan);
                await foreach (int item in channel.Reader.ReadAllAsync()) See($"{item}");
                break;
            default:
                var promise = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                time.CreateTimer(_ => promise.SetResult(), null, Seconds(1), Timeout.InfiniteTimeSpan);
                await (how == "WhenAny" ? Task.WhenAny(promise.Task,
                    Task.Delay(Timeout.InfiniteTimeSpan, time))
                    : promise.Task.WaitAsync(Timeout.InfiniteTimeSpan, time, new CancellationTokenSource().Token));
                break;
        }
    }

    [Fact]
    public void An_error_of_a_process_ends_the_run()
    {
        process.Start(() => throw new InvalidOperationException("a fault"));
        Assert.Equal("a fault", Assert.Throws<InvalidOperationException>(() => world.Run(start + Seconds(1))).Message);
    }

    private void Play(Func<TimeProvider, Task> body, params string[] expected)
    {
        Task? played = null;
        process.Start(() => played = body(process.Time));
        world.Run(start + TimeSpan.FromHours(1));
        Assert.True(played!.IsCompleted, "it did not come to its end");
        played.GetAwaiter().GetResult();
        Assert.Equal(expected, seen);
    }

    private void See(string what) => seen.Add(FormattableString.Invariant($"{(world.Now - start).TotalSeconds:0.#} {what}"));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
