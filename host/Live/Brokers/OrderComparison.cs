using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Compares the orders of an account's sessions with those of its broker: sessions are told how the broker shows their orders, and what
/// works there though its session knows that it has ended is cancelled.
/// </summary>
/// <param name="client">Calls the broker.</param>
/// <param name="books">The sessions' books.</param>
/// <param name="context">The account, and time.</param>
internal sealed class OrderComparison(BrokerClient client, SessionBooks books, AccountContext context)
{
    /// <summary>Is called when an order works that was taken for ended, and its end has been asked for: that may fail; null for
    /// nobody.</summary>
    public Action? Forgotten { get; set; }

    /// <summary>The orders that work at the broker.</summary>
    public Task<IReadOnlyList<BrokerOrder>> ReadAsync() => AskAsync((t, token) => t.OpenOrdersAsync(token));

    /// <summary>Passes on how the broker shows orders, asks for those that do not work any more, and ends those that must not
    /// work.</summary>
    /// <param name="open">The orders that work at the broker.</param>
    /// <returns>The orders that sessions take for open, and that the broker does not know.</returns>
    public async Task<IReadOnlyList<(BrokerSession Session, string ClientId)>> TakeAsync(IReadOnlyList<BrokerOrder> open)
    {
        foreach (var order in open) books.Route(order);
        var working = open.Select(o => o.ClientId).ToHashSet(StringComparer.Ordinal);
        var unknown = new List<(BrokerSession, string)>();
        foreach (var (session, id) in books.Acknowledged())
        {
            if (working.Contains(id)) continue;
            if (await FindAsync(id) is { } shown) books.Route(session, new OrderReport(shown));
            else unknown.Add((session, id));
        }

        foreach (var order in open) await EndForgottenAsync(order);
        return unknown;
    }

    /// <summary>An order by its client id; null when the broker does not know it.</summary>
    public Task<BrokerOrder?> FindAsync(string clientId) => AskAsync((t, token) => t.FindAsync(clientId, token));

    /// <summary>Ends an order of a session that works at the broker though the session knows that it has ended: it was sent late, or
    /// twice.</summary>
    private async Task EndForgottenAsync(BrokerOrder order)
    {
        if (books.OwnerOfEnded(order) is not { } session) return;

        // It may have ended after the open orders were read.
        if (await FindAsync(order.ClientId!) is { } now && !OrderLife.IsOpen(now.Status)) return;
        context.Write(LogLevel.Error,
            $"order {order.ClientId} of {session.Deployment} works at the broker, though it was taken for ended: it is cancelled");
        Forgotten?.Invoke();
        if (await CancelAsync(order) is { } refusal)
            context.Write(LogLevel.Error, $"order {order.ClientId} could not be cancelled, and is looked at again: {refusal}");
    }

    /// <summary>Asks the broker to cancel an order.</summary>
    /// <returns>Why it does not; null when it has taken the request.</returns>
    public async Task<string?> CancelAsync(BrokerOrder order)
    {
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
            return null;
        }
        catch (BrokerException failure)
        {
            return failure.Message;
        }
    }

    private Task<T> AskAsync<T>(Func<ITrading, CancellationToken, Task<T>> question) => client.AskAsync(question, context.Stop);
}
