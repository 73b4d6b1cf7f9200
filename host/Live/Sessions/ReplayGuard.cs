using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// Sees to it that what was decided is decided again: orders as they are made and changed, fills, and what is wanted of the broker are
/// compared with
/// what the journal holds, one by one, and kept to be written down where it holds nothing more.
/// </summary>
/// <param name="recorded">What the journal holds, in the order in which it was done.</param>
internal sealed class ReplayGuard(IEnumerable<Outcome> recorded) : IOrderJournal, IDisposable
{
    private readonly IEnumerator<Outcome> known = recorded.GetEnumerator();
    private readonly List<Outcome> unwritten = [];
    private bool isNew;

    /// <summary>When the event that is being handled came to the host, UTC: what is decided on it is as old.</summary>
    public DateTime Time { get; set; }

    /// <summary>What differs first, recorded and now; null while nothing does.</summary>
    public (string Recorded, string Now)? Difference { get; private set; }

    /// <summary>How much was compared or kept.</summary>
    public int Count { get; private set; }

    /// <summary>Whether something waits to be written down.</summary>
    public bool HasUnwritten => unwritten.Count > 0;

    /// <inheritdoc/>
    public void Made(Order order) => Note(Outcome.Of(order));

    /// <inheritdoc/>
    public void Changed(Order order) => Note(Outcome.OfChange(order));

    /// <inheritdoc/>
    public void Filled(Fill fill) => Note(Outcome.Of(fill));

    /// <summary>Something is wanted of the broker.</summary>
    /// <returns>When it was decided, UTC, and whether the journal holds it: then the host may have sent it before.</returns>
    public (DateTime Made, bool IsRecorded) Wanted(BrokerCommand command) => Note(Outcome.Of(command));

    /// <summary>Takes what is not written down yet.</summary>
    public IReadOnlyList<Outcome> TakeUnwritten()
    {
        if (unwritten.Count == 0) return [];
        Outcome[] taken = [.. unwritten];
        unwritten.Clear();
        return taken;
    }

    /// <summary>Compares the end: all that the journal holds must have been decided again by now.</summary>
    public void CompareEnd()
    {
        if (!isNew && known.MoveNext()) Difference ??= (known.Current.Text, "nothing");
        isNew = true;
    }

    /// <summary>What was decided must not differ.</summary>
    /// <exception cref="JournalException">It does.</exception>
    public void Check()
    {
        if (Difference is { } difference) throw Differs(difference.Recorded, difference.Now);
    }

    /// <inheritdoc/>
    public void Dispose() => known.Dispose();

    private (DateTime Made, bool IsRecorded) Note(Outcome outcome)
    {
        Count++;
        if (!isNew && known.MoveNext())
        {
            if (!known.Current.IsSame(outcome)) Difference ??= (known.Current.Text, outcome.Text);
            return (known.Current.Time, true);
        }

        isNew = true;
        unwritten.Add(outcome with { Time = Time });
        return (Time, false);
    }

    private static JournalException Differs(string before, string now) => new(
        $"The strategy does not do again what it did: the journal says '{before}', and now it is '{now}'. Look for something in it that "
            + $"differs from run to run; begin a new session with --fresh.");
}
