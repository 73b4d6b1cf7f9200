using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
using StrategyHost.Live.Feeds;

namespace StrategyHost.Live.Sessions;

/// <summary>Runs a session's loop on the strategy's thread: a step after the other, and where there is nothing to do, it waits until
/// something has happened.</summary>
/// <param name="loop">The session's loop.</param>
/// <param name="run">Its run.</param>
/// <param name="source">Its market.</param>
/// <param name="wishes">What the host wants of it meanwhile.</param>
internal sealed class SessionRun(SessionLoop loop, LiveRun run, ILiveSource source, HostWishes wishes)
{
    /// <summary>Commands are files, which nobody tells of: they are looked for this often.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs to the end of the market, or until it is interrupted, or has closed what it had open.</summary>
    /// <param name="cancellation">Interrupts it: the next run takes it up again.</param>
    public Task<BacktestResult> RunAsync(CancellationToken cancellation) => StrategyThread.RunAsync(run.Supervisor, () =>
    {
        using var arrived = new AutoResetEvent(false);
        void Wake()
        {
            try
            {
                arrived.Set();
            }
            catch (ObjectDisposedException)
            {
                // The session has ended: what comes now is asked for when it is taken up.
            }
        }

        source.Arrived = Wake;
        if (loop.Broker is { } broker) broker.Arrived = Wake;
        loop.Begin();
        while (!cancellation.IsCancellationRequested && !loop.IsOver && !(loop.HasCaughtUp && wishes.Fulfil(loop, run.View)))
        {
            if (!loop.Step(cancellation) && !loop.IsOver) WaitHandle.WaitAny([arrived, cancellation.WaitHandle], Shorter(loop.DueIn));
        }

        loop.Finish();
        return run.Result();
    });

    private static TimeSpan Shorter(TimeSpan? due) => due < BetweenLooks ? due.Value : BetweenLooks;
}
