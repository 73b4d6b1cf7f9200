using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// Lets orders that have ended leave memory, oldest end first, with their fills and round trips. Of one that was at a broker a few dozen
/// bytes stay, and where a fill of it is told after all, the order comes back: the same object while anybody holds it, otherwise one like
/// it. What leaves is a function of what has happened alone.
/// </summary>
/// <param name="retention">What stays.</param>
/// <param name="store">The orders and fills.</param>
/// <param name="trips">The round trips.</param>
/// <param name="contingencies">What links orders.</param>
/// <param name="venue">Where they were sent.</param>
internal sealed class EndedOrders(Retention retention, OrderStore store, RoundTrips trips, Contingencies contingencies, IVenue venue)
{
    private readonly Queue<Order> ended = store.Ended = new Queue<Order>();
    private readonly List<Order> leaving = [];
    private readonly OrderArchive archive = new();
    private readonly Dictionary<long, WeakReference<Order>> held = [];
    private int next = 2 * retention.Latest;

    /// <summary>How many bytes are kept of orders that have left memory.</summary>
    public long ArchiveSize => archive.Size;

    /// <summary>Lets leave what is more than is to stay; most of the time nothing is.</summary>
    /// <param name="now">The run's time, UTC.</param>
    public void Trim(DateTime now)
    {
        if (!retention.KeepsResult) TrimRecords();
        if (ended.Count < next) return;
        Choose();
        if (leaving.Count > 0) contingencies.KeepLinked(now - retention.Linked);
        foreach (var order in leaving)
        {
            if (order.IsLeaving) Leave(order);
            else ended.Enqueue(order);
        }

        if (!retention.KeepsResult) store.Remove(static o => o.HasLeft);
        leaving.Clear();
        ForgetUnheld();
        next = Math.Max(2 * retention.Latest, ended.Count + retention.Latest);
    }

    /// <summary>Takes an order back of which a fill is told though it has left memory.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>The order; null when none with that number has ever left.</returns>
    public Order? Recall(long id)
    {
        if (!archive.Has(id)) return null;
        if (store.Find(id) is { } there)
        {
            if (there.HasLeft) Return(there);
            return there;
        }

        var order = held.TryGetValue(id, out var reference) && reference.TryGetTarget(out var same) ? same : archive.Read(id);
        store.Restore(order);
        Return(order);
        return order;
    }

    private void Return(Order order)
    {
        order.HasLeft = false;
        ended.Enqueue(order);
    }

    private void TrimRecords()
    {
        if (store.Fills.Count >= 2 * retention.Latest) store.Fills.KeepLatest(retention.Latest);
        if (trips.Closed.Count >= 2 * retention.Latest) trips.Closed.KeepLatest(retention.Latest);
    }

    /// <summary>Chooses those that ended first; one of which the venue still expects something stays for another round.</summary>
    private void Choose()
    {
        for (int count = ended.Count - retention.Latest; count > 0; count--)
        {
            var order = ended.Dequeue();
            order.IsLeaving = venue.HasDone(order);
            if (order.IsLeaving) leaving.Add(order);
            else ended.Enqueue(order);
        }
    }

    private void Leave(Order order)
    {
        (order.IsLeaving, order.HasLeft) = (false, true);
        contingencies.Forget(order);
        if (!venue.Forget(order)) return;
        archive.Add(order);
        if (!retention.KeepsResult) held[order.Id] = new WeakReference<Order>(order);
    }

    /// <summary>Lets go of references to orders that nobody holds any more.</summary>
    private void ForgetUnheld()
    {
        foreach (var (id, reference) in held)
        {
            if (!reference.TryGetTarget(out _)) held.Remove(id);
        }
    }
}
