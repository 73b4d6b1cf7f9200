using System.Globalization;

namespace StrategyHost.Budgets;

/// <summary>
/// Counts what one strategy's thread uses in an event. Time and memory are measured from the first look on, which comes
/// after a few hundred steps: a handler that needs fewer is not slowed down.
/// </summary>
internal sealed class Meter
{
    private readonly TimeProvider clock;
    private long steps;
    private TimeSpan time;
    private long bytes;
    private bool isUsed;
    private bool hasLooked;
    private long spent;
    private long startTime;
    private long startBytes;
    private long sequence;
    private volatile BudgetException? abandoned;
    private (long Steps, string Reason)? end;

    /// <summary>A meter of nothing yet.</summary>
    /// <param name="steps">The most steps of an event.</param>
    /// <param name="time">The longest that an event may take.</param>
    /// <param name="bytes">The most memory that an event may allocate.</param>
    /// <param name="clock">What measures time.</param>
    public Meter(long steps, TimeSpan time, long bytes, TimeProvider clock)
    {
        this.clock = clock;
        Use(steps, time, bytes);
    }

    /// <summary>Goes on with other limits, from the next event on.</summary>
    public void Use(long mostSteps, TimeSpan longest, long mostBytes) => (steps, time, bytes) = (mostSteps, longest, mostBytes);

    /// <summary>Grows when an event begins and when it ends, so that it is odd while the strategy works. Another thread may read
    /// it.</summary>
    public long Sequence => Volatile.Read(ref sequence);

    /// <summary>The handler at work, for messages.</summary>
    public string Handler { get; private set; } = "";

    /// <summary>The limit that the event has exceeded; null while it has not.</summary>
    public BudgetException? Fault { get; private set; }

    /// <summary>Begins an event. Called on the strategy's thread.</summary>
    public void Begin(string handler)
    {
        if (!ReferenceEquals(Handler, handler)) Handler = handler;
        if (isUsed) Reset();
        Volatile.Write(ref sequence, sequence + 1);
        Budget.Refill(steps);
    }

    /// <summary>Whether time and memory are limited, beside steps. They are not while something is handled again that was within its limits
    /// the first time.</summary>
    public bool MeasuresUse { get; set; } = true;

    /// <summary>Steps of the event, as far as they have been looked at.</summary>
    public long Spent => spent;

    /// <summary>Lets the event that has begun go no further than to a number of steps, where it ended once before.</summary>
    public void EndAt(long after, string reason)
    {
        isUsed = true;
        end = (after, reason);
    }

    /// <summary>Ends the event that has begun last.</summary>
    /// <exception cref="BudgetException">Nobody waits for the strategy any more.</exception>
    public void End()
    {
        Volatile.Write(ref sequence, sequence + 1);
        if (abandoned is { } fault) throw fault;
    }

    /// <summary>Says from another thread that nobody waits for the strategy any more: its thread goes no further.</summary>
    public void Abandon(string reason) => abandoned = new BudgetException(BudgetLimit.Time, reason);

    /// <summary>Adds steps, and looks whether the event is within its limits.</summary>
    /// <exception cref="BudgetException">It is not.</exception>
    public void Look(int newSteps, bool isStackLow)
    {
        isUsed = true;
        Fault ??= abandoned;
        if (Fault is not null) throw Fault;
        spent += newSteps;
        if (end is { } known && spent >= known.Steps) Trip(BudgetLimit.Time, $"{known.Reason}");
        if (isStackLow) Trip(BudgetLimit.Stack, $"calls itself too deeply: is there a recursion that does not end?");
        if (spent > steps)
            Trip(BudgetLimit.Steps,
                $"has taken more than {steps:N0} steps in one event (limits.steps): is there a loop that does not end?");
        if (!MeasuresUse || end is not null) return;
        if (!hasLooked)
        {
            hasLooked = true;
            startTime = clock.GetTimestamp();
            startBytes = GC.GetAllocatedBytesForCurrentThread();
            return;
        }

        if (GC.GetAllocatedBytesForCurrentThread() - startBytes > bytes) TripMemory();
        if (clock.GetElapsedTime(startTime) > time)
            Trip(BudgetLimit.Time, $"has taken longer than {time.TotalSeconds:0.###} s for one event (limits.seconds)");
    }

    /// <summary>Looks whether an array fits into what is left of the event's memory.</summary>
    /// <exception cref="BudgetException">It does not.</exception>
    public void Reserve(long length, int size)
    {
        isUsed = true;
        if (Fault is not null) throw Fault;
        if (length > bytes / Math.Max(size, 1)) TripMemory();
    }

    private void Reset()
    {
        isUsed = false;
        Fault = null;
        hasLooked = false;
        spent = 0;
        end = null;
    }

    private void TripMemory() =>
        Trip(BudgetLimit.Memory, $"has allocated more than {bytes / 1024.0 / 1024.0:N0} MB in one event (limits.megabytes)");

    private void Trip(BudgetLimit limit, FormattableString message)
    {
        Fault = new BudgetException(limit, message.ToString(CultureInfo.InvariantCulture));
        throw Fault;
    }
}
