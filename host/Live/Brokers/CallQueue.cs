using System.Diagnostics.CodeAnalysis;

namespace StrategyHost.Live.Brokers;

/// <summary>Calls that wait to be sent, the most urgent first. Of one order's calls the next is not given before the one before it is done.</summary>
internal sealed class CallQueue : IDisposable
{
    private readonly Lock gate = new();
    private readonly LinkedList<WantedCall> waiting = [];
    private readonly Dictionary<string, BrokerSession> busy = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim available = new(0);

    /// <summary>Adds a call.</summary>
    public void Add(WantedCall call)
    {
        lock (gate)
        {
            var after = waiting.Last;
            while (after is not null && after.Value.Rank > call.Rank && after.Value.Call.ClientId != call.Call.ClientId) after = after.Previous;
            if (after is null) waiting.AddFirst(call);
            else waiting.AddAfter(after, call);
        }

        available.Release();
    }

    /// <summary>Waits until there may be a call to take.</summary>
    public Task WaitAsync(CancellationToken cancellation) => available.WaitAsync(cancellation);

    /// <summary>Takes the next call, which is to be given back by <see cref="Done"/>.</summary>
    public bool TryTake([NotNullWhen(true)] out WantedCall? call)
    {
        lock (gate)
        {
            call = waiting.FirstOrDefault(c => !busy.ContainsKey(c.Call.ClientId));
            if (call is null) return false;
            waiting.Remove(call);
            busy.Add(call.Call.ClientId, call.Session);
            return true;
        }
    }

    /// <summary>A call has been done.</summary>
    public void Done(WantedCall call)
    {
        lock (gate)
        {
            busy.Remove(call.Call.ClientId);
            if (waiting.Count == 0) return;
        }

        available.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => available.Dispose();

    /// <summary>Whether a session has calls that are not done.</summary>
    public bool HasCallsOf(BrokerSession session)
    {
        lock (gate) return busy.ContainsValue(session) || waiting.Any(c => c.Session == session);
    }
}
