using StrategyHost.Live.Notices;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Compares an account with its broker at the start, after each reconnection, now and then, and when it is asked to. A comparison that
/// comes to
/// an end opens the gate, whatever it finds: sessions with differences are told, and reduce. It goes on as long as the account is open;
/// while
/// it fails, the gate is closed, and that is told once, and its end.
/// </summary>
internal sealed class ReconciliationLoop
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private static readonly Backoff Delays = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15));
    private readonly Lock gate = new();
    private readonly ReconciliationParts parts;
    private readonly AccountContext context;
    private readonly AsyncSignal asked;
    private DateTime? missedSince;
    private int begun;
    private int done;
    private string? problem;
    private int failures;

    /// <summary>A loop that has not begun.</summary>
    public ReconciliationLoop(ReconciliationParts parts, AccountContext context)
    {
        this.parts = parts;
        this.context = context;
        asked = new AsyncSignal(context.Clock);
    }

    /// <summary>The number of the next comparison that begins.</summary>
    public int Next
    {
        get
        {
            lock (gate) return begun + 1;
        }
    }

    /// <summary>The number of the latest comparison that has come to an end.</summary>
    public int Done
    {
        get
        {
            lock (gate) return done;
        }
    }

    /// <summary>Asks for a comparison.</summary>
    public void Ask() => asked.Set();

    /// <summary>Asks for a comparison that looks for executions since an instant.</summary>
    public void Ask(DateTime since)
    {
        lock (gate) missedSince = missedSince < since ? missedSince : since;
        asked.Set();
    }

    /// <summary>Compares until the account is closed.</summary>
    public async Task RunAsync()
    {
        try
        {
            long last = context.Clock.GetTimestamp();
            AccountChoice? choice = null;
            while (true)
            {
                bool isAsked = await asked.WaitAsync(Tick, context.Stop);
                AskForWhatWasMissed();
                bool isDue = context.Clock.GetElapsedTime(last) >= parts.Every || parts.Books.LacksExecutions();
                choice = parts.Mismatches.TakeChoice() ?? choice;
                if (parts.Books.Running.Count == 0 || !parts.Listener.IsListening || (!isAsked && !isDue && choice is null)) continue;
                if (await IsComparedAsync(choice)) choice = null;
                last = context.Clock.GetTimestamp();
            }
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            // The account is closed.
        }
    }

    /// <summary>A session whose queue was full, and has been worked off, is told again what it missed.</summary>
    private void AskForWhatWasMissed()
    {
        foreach (var session in parts.Books.Running)
        {
            if (!session.HasMissed || session.IsFull) continue;
            session.CatchUp();
            Ask(session.Begun);
        }
    }

    /// <summary>Compares, and acts on a person's choice.</summary>
    /// <returns>Whether it came to an end: a choice waits for one that does.</returns>
    private async Task<bool> IsComparedAsync(AccountChoice? choice)
    {
        int round = parts.Opening.Round;
        var compared = parts.Books.Running;
        int number;
        DateTime? since;
        lock (gate)
        {
            number = ++begun;
            (since, missedSince) = (missedSince, null);
        }

        try
        {
            var differences = await parts.Reconciliation.RunAsync(since);
            string? cancelled = choice is { CancelsOrphans: true } ? await parts.External.CancelOrphansAsync() : null;
            string outcome = await parts.Mismatches.ResolveAsync(differences, choice?.Policy ?? context.Spec.External);
            parts.External.Tell();
            if (differences.Count == 0) await parts.Cash.RunAsync(context.Stop);
            foreach (var session in compared) session.IsCompared = true;
            parts.Opening.Open(round);
            lock (gate) done = number;
            if (problem is not null)
                context.Tell(NoticeKind.Reconnect, LogLevel.Warning, "the account can be compared with the broker again");
            (problem, failures) = (null, 0);
            if (choice is not null) parts.Mismatches.Answer(cancelled is null ? outcome : $"{cancelled}; {outcome}");
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A broker that wants a new login says so every few seconds, all night.
            if (failure.Message != problem)
                context.Tell(NoticeKind.Disconnect, LogLevel.Error,
                    $"the account cannot be compared with the broker, and meanwhile only cancellations and orders that make a position "
                        + $"smaller are sent: {failure.Message}");
            problem = failure.Message;
            parts.Opening.Close();
            await context.DelayAsync(context.After(Delays, ++failures));
            Ask(since ?? context.Now);
            return false;
        }
    }
}
