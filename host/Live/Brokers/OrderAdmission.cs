using System.Globalization;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>What an account lets pass: nothing that could trade with another deployment's order, and nothing beyond the account's limits.
/// What closes a position always passes; what stands in its way is ended first.</summary>
/// <param name="books">The deployments' books.</param>
/// <param name="limits">The account's limits.</param>
/// <param name="context">Time, and who is told.</param>
internal sealed class OrderAdmission(SessionBooks books, AccountLimits limits, AccountContext context)
{
    /// <summary>How long what stands in the way of a closing order may take to end; then the closing order is sent all the same.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>Why an order that opens or enlarges a position must not be sent; null when it may, and it then counts.</summary>
    public string? RefusalOf(BrokerSession session, OrderTicket ticket) => books.Crossed(session, ticket) is { } met
        ? $"it could trade with {met.Ticket.Side} {met.Ticket.Quantity.ToString("0.########", CultureInfo.InvariantCulture)} "
            + $"{met.Ticket.Symbol} of {met.Session.Deployment}, which is on the same account"
        : limits.Refusal(ticket);

    /// <summary>Ends opening orders of other deployments that a closing order could trade with, and waits until they have ended. Exits of
    /// others stay: two deployments may close against each other.</summary>
    /// <param name="session">Whose order it is.</param>
    /// <param name="ticket">The closing order.</param>
    /// <param name="want">Takes what is wanted of an order.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task ClearWayAsync(BrokerSession session, OrderTicket ticket, Action<BrokerSession, BrokerCommand, DateTime, bool> want,
        CancellationToken stop)
    {
        long began = context.Clock.GetTimestamp();
        var ended = new HashSet<string>(StringComparer.Ordinal);
        while (books.CrossedByOpening(session, ticket) is { } met && context.Clock.GetElapsedTime(began) < Patience)
        {
            stop.ThrowIfCancellationRequested();
            if (ended.Add(met.Ticket.ClientId))
            {
                context.Write(LogLevel.Warning, string.Create(CultureInfo.InvariantCulture,
                    $"{met.Ticket.Side} {met.Ticket.Quantity:0.########} {met.Ticket.Symbol} of {met.Session.Deployment} is cancelled: "
                        + $"{session.Deployment} closes a position, and the two could trade with each other"));
                want(met.Session, new CancelOrder(met.Ticket.ClientId), context.Now, false);
            }

            await context.DelayAsync(BetweenLooks);
        }
    }
}
