using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Compares what the sessions of an account believe with what the broker says. Missed executions and orders are passed on, each under the
/// broker's own name for it, so that it is booked once; positions must then agree.
/// </summary>
/// <param name="client">Calls the broker.</param>
/// <param name="orders">Compares orders.</param>
/// <param name="books">The sessions' books.</param>
/// <param name="external">Is shown orders and executions that no session looks after.</param>
/// <param name="context">The account, and time.</param>
internal sealed class Reconciliation(BrokerClient client, OrderComparison orders, SessionBooks books, ExternalOrders external,
    AccountContext context)
{
    /// <summary>Executions are asked for from this long before the last time that they were known to be whole: clocks differ.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>How often it looks at most before it says that something does not agree: fills happen between two questions.</summary>
    public const int MostPasses = 8;

    /// <summary>How often it looks when nothing has happened meanwhile.</summary>
    private const int QuietPasses = 3;
    private static readonly Backoff BetweenPasses = new(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(3));
    private readonly HashSet<string> missing = new(StringComparer.Ordinal);
    private DateTime? wholeUntil;

    /// <summary>Asks the broker for everything, and passes on what the sessions have missed.</summary>
    /// <param name="from">Since when executions may have been missed, when more than what came since the last time; null otherwise.</param>
    /// <returns>What does not agree, after several looks: something may have traded between two questions.</returns>
    public async Task<IReadOnlyList<PositionDifference>> RunAsync(DateTime? from)
    {
        var began = context.Now;
        var since = (from < wholeUntil ? from : wholeUntil ?? from ?? began).Value - Overlap;
        IReadOnlyList<PositionDifference> differences = [];
        for (int pass = 1, quiet = 0; pass <= MostPasses && quiet < QuietPasses; pass++)
        {
            if (pass > 1) await context.DelayAsync(context.After(BetweenPasses, pass - 1));
            long before = books.Executions;
            await CatchUpAsync(since);
            differences = PositionDifference.Between(await AskAsync((t, token) => t.PositionsAsync(token)), books.Holdings(),
                context.Spec.EntryTolerance);
            if (differences.Count == 0) break;
            quiet = books.Executions == before ? quiet + 1 : 0;
        }

        wholeUntil = began;
        return external.Explain(differences);
    }

    private async Task CatchUpAsync(DateTime since)
    {
        var open = await orders.ReadAsync();
        var executions = await AskAsync((t, token) => t.ExecutionsAsync(since, token));
        foreach (var execution in executions) books.Route(execution);
        EndUnknown(await orders.TakeAsync(open));
        external.Look(open, executions);
    }

    /// <summary>An order that the broker does not know any more, twice in a row, has ended.</summary>
    private void EndUnknown(IReadOnlyList<(BrokerSession Session, string ClientId)> unknown)
    {
        missing.IntersectWith(unknown.Select(static u => u.ClientId));
        foreach (var (session, id) in unknown)
        {
            if (missing.Add(id) || books.Find(session, id) is not { Shown: { } known } order) continue;
            missing.Remove(id);
            books.Route(session, new OrderReport(known with
            {
                Status = OrderStatus.Cancelled,
                Filled = order.Filled,
                Reason = "the broker does not know it any more",
            }));
        }
    }

    private Task<T> AskAsync<T>(Func<ITrading, CancellationToken, Task<T>> question) => client.AskAsync(question, context.Stop);
}
