namespace StrategyHost.Live.Brokers;

/// <summary>
/// What orders that open or enlarge a position pass one by one: only while the account has been compared with its broker, and no more than
/// <see cref="MostInside"/> at a time, in the order in which they came. Cancellations, and orders that make a position smaller, pass by.
/// Safe for several threads.
/// </summary>
internal sealed class OpeningGate
{
    /// <summary>How many orders are inside at a time.</summary>
    public const int MostInside = 8;
    private readonly Lock gate = new();
    private readonly LinkedList<(string ClientId, TaskCompletionSource<bool> Turn)> waiting = [];
    private bool isOpen;
    private int inside;

    /// <summary>How often it has been closed: a comparison that began before the latest time does not open it.</summary>
    public int Round { get; private set; }

    /// <summary>Whether orders pass.</summary>
    public bool IsOpen
    {
        get
        {
            lock (gate) return isOpen;
        }
    }

    /// <summary>Lets nothing pass from now on.</summary>
    public void Close()
    {
        lock (gate)
        {
            Round++;
            isOpen = false;
        }
    }

    /// <summary>Lets orders pass, unless it was closed again since a comparison began.</summary>
    public void Open(int round)
    {
        lock (gate)
        {
            if (round != Round) return;
            isOpen = true;
            LetIn();
        }
    }

    /// <summary>Waits for an order's turn.</summary>
    /// <returns>Whether it is inside, to be followed by <see cref="Leave"/>; false when it was withdrawn.</returns>
    public Task<bool> EnterAsync(string clientId)
    {
        var turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.AddLast((clientId, turn));
            LetIn();
        }

        return turn.Task;
    }

    /// <summary>An order waits no longer, since its session wants it no more.</summary>
    public void Withdraw(string clientId)
    {
        lock (gate)
        {
            for (var node = waiting.First; node is not null; node = node.Next)
            {
                if (node.Value.ClientId != clientId) continue;
                waiting.Remove(node);
                node.Value.Turn.TrySetResult(false);
                return;
            }
        }
    }

    /// <summary>Nobody waits any longer: the account is closed.</summary>
    public void WithdrawAll()
    {
        lock (gate)
        {
            foreach (var (_, turn) in waiting) turn.TrySetResult(false);
            waiting.Clear();
        }
    }

    /// <summary>An order has gone through.</summary>
    public void Leave()
    {
        lock (gate)
        {
            inside--;
            LetIn();
        }
    }

    private void LetIn()
    {
        while (isOpen && inside < MostInside && waiting.First is { } first)
        {
            waiting.RemoveFirst();
            inside++;
            first.Value.Turn.TrySetResult(true);
        }
    }
}
