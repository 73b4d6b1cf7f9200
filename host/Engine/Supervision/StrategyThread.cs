using System.Runtime;
using System.Runtime.ExceptionServices;
using StrategyHost.Budgets;

namespace StrategyHost.Engine.Supervision;

/// <summary>
/// The thread that a strategy's code runs on. Its stack is watched: a strategy may use the upper part, and the rest is
/// for the library calls that it makes from there.
/// </summary>
public static class StrategyThread
{
    private const int UsableStack = 2 * 1024 * 1024;

    /// <summary>Much, since the runtime keeps some kilobytes of stack for each exception that the library throws on in a catch block, as sorting does.</summary>
    private const int Reserve = 254 * 1024 * 1024;

    /// <summary>Runs on a thread of its own, and waits for the end.</summary>
    /// <param name="supervisor">Whose limits hold.</param>
    /// <param name="body">What to run.</param>
    /// <exception cref="StrategyFaultException">The strategy was inside a library call that did not come back.</exception>
    public static T Run<T>(Supervisor supervisor, Func<T> body)
    {
        T result = default!;
        ExceptionDispatchInfo? thrown = null;
        using var watchdog = new Watchdog(supervisor.Meter, supervisor.Limits.Time, TimeProvider.System);
        var thread = new Thread(
            () =>
            {
                try
                {
                    Budget.Use(supervisor.Meter, UsableStack);
                    Abortable(() => result = body(), watchdog.Stuck);
                }
                catch (Exception failure)
                {
                    thrown = ExceptionDispatchInfo.Capture(failure);
                }
            },
            UsableStack + Reserve)
        { Name = "strategy", IsBackground = true };
        thread.Start();
        thread.Join();
        if (watchdog.Report is { } report) throw StrategyFaultException.OverLimit(supervisor.Meter.Handler, null, report, null);
        thrown?.Throw();
        return result;
    }

    /// <summary>
    /// Nothing but an abort ends a library call that goes on without end. What it leaves behind of the strategy is not
    /// used any more: the run is over.
    /// </summary>
    private static void Abortable(Action body, CancellationToken stuck)
    {
#pragma warning disable SYSLIB0046 // It is meant for running code that cannot be trusted to end, as here.
        ControlledExecution.Run(body, stuck);
#pragma warning restore SYSLIB0046
    }
}
