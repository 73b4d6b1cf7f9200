using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>Looks for an order that a broker may have, wherever it could show it: one that was restarted may not find it by its id, though
/// it works or has traded.</summary>
/// <param name="client">Asks the broker.</param>
/// <param name="books">What reports and comparisons have shown meanwhile.</param>
/// <param name="context">Time, and when the account is closed.</param>
internal sealed class OrderSearch(BrokerClient client, SessionBooks books, AccountContext context)
{
    /// <summary>Asks for the order, for open orders, and for executions.</summary>
    /// <returns>The order as the broker shows it, or as its executions tell; null when there is no trace of it.</returns>
    /// <exception cref="BrokerException">A question had no answer, or a report or a comparison has shown the order meanwhile.</exception>
    public async Task<BrokerOrder?> FindAsync(BrokerSession session, OrderTicket ticket)
    {
        bool IsShown() => books.Find(session, ticket.ClientId) is { Shown: not null };
        if (await client.AskAsync((t, token) => t.FindAsync(ticket.ClientId, token), context.Stop, IsShown) is { } found) return found;
        var open = await client.AskAsync((t, token) => t.OpenOrdersAsync(token), context.Stop, IsShown);
        if (open.FirstOrDefault(o => o.ClientId == ticket.ClientId) is { } working) return working;
        var since = context.Now - Reconciliation.Overlap;
        var executions = await client.AskAsync((t, token) => t.ExecutionsAsync(since, token), context.Stop, IsShown);
        decimal filled = executions.Where(e => e.ClientId == ticket.ClientId).Sum(e => e.Quantity);
        if (filled == 0) return null;
        return KnownOrder.AsTaken(ticket) with
        {
            Status = filled < ticket.Quantity ? OrderStatus.Cancelled : OrderStatus.Filled,
            Filled = filled,
            Reason = "the broker shows executions of it, and not the order itself"
        };
    }
}
