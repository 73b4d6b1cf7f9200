using StrategyHost.Budgets;

namespace StrategyHost.Engine.Supervision;

/// <summary>
/// The thread that a strategy's code runs on. Its stack is watched: a strategy may use the upper part, and the rest is
/// for the library calls that it makes from there.
/// </summary>
public static class StrategyThread
{
    private const int UsableStack = 2 * 1024 * 1024;

    /// <summary>Much, since the runtime keeps some kilobytes of stack for each exception that the library throws on in a catch block, as
    /// sorting does.</summary>
    private const int Reserve = 254 * 1024 * 1024;

    /// <summary>Runs on a thread of its own, and waits for the end.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static T Run<T>(Supervisor supervisor, Func<T> body)
    {
        using var watchdog = new Watchdog(supervisor.Meter, supervisor.Limits.Time, TimeProvider.System);
        var done = Start(supervisor.Meter, body);
        if (WaitHandle.WaitAny([((IAsyncResult)done).AsyncWaitHandle, watchdog.Stuck.WaitHandle]) == 0)
            return done.GetAwaiter().GetResult();
        throw Stuck(supervisor, watchdog);
    }

    /// <summary>Runs on a thread of its own. Nothing else waits meanwhile: a host has a thousand of them.</summary>
    /// <param name="supervisor">Whose limits hold.</param>
    /// <param name="body">What to run.</param>
    /// <exception cref="StrategyFaultException">
    /// The strategy is inside a library call that does not come back. Nothing can end a thread from outside: this one is
    /// left behind, and ends by itself when the call does.
    /// </exception>
    public static async Task<T> RunAsync<T>(Supervisor supervisor, Func<T> body)
    {
        using var watchdog = new Watchdog(supervisor.Meter, supervisor.Limits.Time, TimeProvider.System);
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = watchdog.Stuck.Register(stuck.SetResult);
        var done = Start(supervisor.Meter, body);
        if (await Task.WhenAny(done, stuck.Task) == done) return await done;
        throw Stuck(supervisor, watchdog);
    }

    private static Task<T> Start<T>(Meter meter, Func<T> body)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => RunHere(meter, body, done), UsableStack + Reserve)
        {
            Name = "strategy",
            IsBackground = true
        };
        thread.Start();
        return done.Task;
    }

    private static StrategyFaultException Stuck(Supervisor supervisor, Watchdog watchdog) =>
        StrategyFaultException.OverLimit(supervisor.Meter.Handler, null, watchdog.Report!, null);

    private static void RunHere<T>(Meter meter, Func<T> body, TaskCompletionSource<T> done)
    {
        try
        {
            Budget.Use(meter, UsableStack);
            done.SetResult(body());
        }
        catch (Exception failure)
        {
            done.SetException(failure);
        }
    }
}
