using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Compares what the sessions of an account believe with what the broker says. Missed executions and orders are passed on, each under the
/// broker's own name for it, so that it is booked once; positions must then agree.
/// </summary>
/// <param name="client">Calls the broker.</param>
/// <param name="books">The sessions' books.</param>
/// <param name="context">The account, and time.</param>
internal sealed class Reconciliation(BrokerClient client, SessionBooks books, AccountContext context)
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
        return differences;
    }

    private async Task CatchUpAsync(DateTime since)
    {
        var open = await AskAsync((t, token) => t.OpenOrdersAsync(token));
        foreach (var execution in await AskAsync((t, token) => t.ExecutionsAsync(since, token))) books.Route(execution);
        foreach (var order in open) books.Route(order);
        var working = open.Select(o => o.ClientId).ToHashSet(StringComparer.Ordinal);
        foreach (var (session, id) in books.Acknowledged())
        {
            if (working.Contains(id)) missing.Remove(id);
            else await LookForAsync(session, id);
        }

        foreach (var order in open) await EndForgottenAsync(order);
    }

    /// <summary>Asks for an order that is not among the open ones. One that the broker does not know any more, twice in a row, has
    /// ended.</summary>
    private async Task LookForAsync(BrokerSession session, string id)
    {
        if (await AskAsync((t, token) => t.FindAsync(id, token)) is { } shown)
        {
            missing.Remove(id);
            books.Route(session, new OrderReport(shown));
        }
        else if (!missing.Add(id) && books.Find(session, id) is { Shown: { } known } order)
        {
            missing.Remove(id);
            books.Route(session, new OrderReport(known with
            {
                Status = OrderStatus.Cancelled,
                Filled = order.Filled,
                Reason = "the broker does not know it any more"
            }));
        }
    }

    /// <summary>Ends an order of a session that works at the broker though the session knows that it has ended: it was sent late, or
    /// twice.</summary>
    private async Task EndForgottenAsync(BrokerOrder order)
    {
        if (books.OwnerOfEnded(order) is not { } session) return;

        // It may have ended after the open orders were read.
        if (await AskAsync((t, token) => t.FindAsync(order.ClientId!, token)) is { } now && !OrderLife.IsOpen(now.Status)) return;
        context.Write(LogLevel.Error,
            $"order {order.ClientId} of {session.Deployment} works at the broker, though it was taken for ended: it is cancelled");
        try
        {
            await client.SendAsync(
                async (t, token) =>
                {
                    await t.CancelAsync(order, token);
                    return true;
                },
                RequestPriority.Reducing,
                context.Stop);
        }
        catch (BrokerException failure)
        {
            context.Write(LogLevel.Error,
                $"order {order.ClientId} could not be cancelled, and is looked at again with the next comparison: {failure.Message}");
        }
    }

    private Task<T> AskAsync<T>(Func<ITrading, CancellationToken, Task<T>> question) => client.AskAsync(question, context.Stop);
}
