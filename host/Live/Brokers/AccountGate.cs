namespace StrategyHost.Live.Brokers;

/// <summary>What orders wait at while an account has not been compared with its broker.</summary>
internal sealed class AccountGate
{
    private readonly Lock gate = new();
    private TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often it has been closed: a comparison that began before the latest time does not open it.</summary>
    public int Round { get; private set; }

    /// <summary>Whether orders pass.</summary>
    public bool IsOpen => opened.Task.IsCompleted;

    /// <summary>Lets nothing pass from now on.</summary>
    public void Close()
    {
        lock (gate)
        {
            Round++;
            if (opened.Task.IsCompleted) opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Lets orders pass, unless it was closed again since a comparison began.</summary>
    public void Open(int round)
    {
        lock (gate)
        {
            if (round == Round) opened.TrySetResult();
        }
    }

    /// <summary>Waits until orders pass.</summary>
    public Task WaitAsync(CancellationToken cancellation)
    {
        lock (gate) return opened.Task.WaitAsync(cancellation);
    }

    /// <summary>Asks for a comparison.</summary>
    public void Ask()
    {
        lock (gate) asked.TrySetResult();
    }

    /// <summary>Waits until a comparison is asked for, a while at most.</summary>
    public async Task<bool> IsAskedAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        Task wanted;
        lock (gate) wanted = asked.Task;
        try
        {
            await wanted.WaitAsync(patience, clock, cancellation);
        }
        catch (TimeoutException)
        {
            return false;
        }

        lock (gate) asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return true;
    }
}
