using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// What a host and a deployment that it runs tell each other meanwhile: the host, that it is to stop, or that its file has changed; the
/// deployment, that its session goes on, and how it ended. Safe for several threads.
/// </summary>
public sealed class DeploymentControl : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping;
    private readonly TaskCompletionSource<string> begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<StopMode>? close;
    private Action<Deployment>? change;
    private Deployment? changed;

    /// <summary>A control of a deployment that has not begun.</summary>
    /// <param name="host">Stops every deployment of the host.</param>
    public DeploymentControl(CancellationToken host) => stopping = CancellationTokenSource.CreateLinkedTokenSource(host);

    /// <summary>Interrupts the deployment: its session rests as it is.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>With what its session goes on, in a sentence; the deployment may end before that.</summary>
    public Task<string> Begun => begun.Task;

    /// <summary>How it ended, or why it could not begin, in a sentence; null while it has not.</summary>
    public string? Outcome { get; private set; }

    /// <summary>Stops the deployment, at once or when what it has open is closed. One that has no session under way is stopped at
    /// once.</summary>
    public void Stop(StopMode mode)
    {
        lock (gate)
        {
            if (mode != StopMode.Keep && close is not null)
            {
                close(mode);
                return;
            }
        }

        stopping.Cancel();
    }

    /// <summary>Says that the deployment's file is another now; a session that goes on later is told of the latest.</summary>
    public void Change(Deployment now)
    {
        lock (gate)
        {
            changed = now;
            change?.Invoke(now);
        }
    }

    /// <summary>Notes how the deployment ended.</summary>
    public void NoteEnd(string sentence) => Outcome = sentence;

    /// <summary>Lets go of what it waits with.</summary>
    public void Dispose() => stopping.Dispose();

    /// <summary>Lets a session that goes on hear of what the host wants, until what is given back is disposed.</summary>
    /// <param name="sentence">With what it goes on.</param>
    /// <param name="onClose">Closes what is open, and then ends the session's run.</param>
    /// <param name="onChange">Takes the deployment as its file is now.</param>
    internal IDisposable Listen(string sentence, Action<StopMode> onClose, Action<Deployment> onChange)
    {
        lock (gate)
        {
            (close, change) = (onClose, onChange);
            if (changed is not null) onChange(changed);
        }

        begun.TrySetResult(sentence);
        return new Listening(this);
    }

    private sealed class Listening(DeploymentControl control) : IDisposable
    {
        public void Dispose()
        {
            lock (control.gate) (control.close, control.change) = (null, null);
        }
    }
}
