using System.Globalization;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Sends calls to a broker. An order is sent again only when it is certain that the broker does not have it: when the broker says that
/// nothing was done, or when it does not know the order's client id and would refuse a second order under it.
/// </summary>
/// <param name="line">The line to the broker.</param>
/// <param name="spec">The account.</param>
/// <param name="route">Takes what is learned about a session's orders.</param>
/// <param name="orderOf">What is known about an order.</param>
/// <param name="refusalOf">Why the account does not let an order pass; null when it does.</param>
/// <param name="clock">What measures time.</param>
/// <param name="orderPath">Is told when an order passes a point of its path; null for nobody.</param>
internal sealed class OrderSender(
    BrokerLine line, AccountSpec spec, Action<BrokerSession, BrokerNews> route, Func<BrokerSession, string, KnownOrder?> orderOf, Func<BrokerSession, OrderTicket, string?> refusalOf, TimeProvider clock, Action<OrderPathPoint, string>? orderPath)
{
    private const int TimesAsked = 4;
    private static readonly Backoff Delays = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    /// <summary>Sends a call, and passes on what came of it.</summary>
    public Task SendAsync(WantedCall wanted, CancellationToken cancellation) => wanted.Call switch
    {
        SubmitCall submit => SubmitAsync(wanted, submit.Ticket, cancellation),
        CancelCall cancel => CancelAsync(wanted.Session, cancel.ClientId, cancellation),
        ReplaceCall replace => ReplaceAsync(wanted.Session, replace, cancellation),
        _ => throw new InvalidOperationException($"{wanted.Call} is no call of a broker."),
    };

    private async Task SubmitAsync(WantedCall wanted, OrderTicket ticket, CancellationToken cancellation)
    {
        bool mayBeThere = wanted.MayHaveBeenSent;
        int asked = 0;
        for (int attempt = 0; ; attempt++)
        {
            if (mayBeThere)
            {
                if (await line.AskAsync((t, token) => t.FindAsync(ticket.ClientId, token), cancellation) is { } found)
                {
                    route(wanted.Session, new OrderNews(found));
                    return;
                }

                if (!line.Trading.Capabilities.RefusesDuplicateClientIds)
                {
                    // Nobody can say whether it is still on its way: it is looked for a few times, and never sent again.
                    if (++asked < TimesAsked) await Wait(attempt, null, cancellation);
                    else Reject(wanted.Session, ticket, "nobody knows whether it was sent, the broker does not have it, and it is not sent again");
                    if (asked < TimesAsked) continue;
                    return;
                }
            }

            if (Refusal(wanted, ticket) is { } refusal)
            {
                Reject(wanted.Session, ticket, refusal);
                return;
            }

            try
            {
                orderPath?.Invoke(OrderPathPoint.Sending, ticket.ClientId);
                var taken = await line.SendAsync((t, token) => t.SubmitAsync(ticket, token), cancellation, ticket.IsReduceOnly ? RequestPriority.Reducing : RequestPriority.Other);
                orderPath?.Invoke(OrderPathPoint.Answered, ticket.ClientId);
                route(wanted.Session, new OrderNews(taken));
                return;
            }
            catch (BrokerException failure) when (failure.Error is BrokerError.DuplicateClientId or BrokerError.OutcomeUnknown)
            {
                mayBeThere = true;
                if (failure.Error == BrokerError.OutcomeUnknown) await Wait(attempt, failure.RetryAfter, cancellation);
            }
            catch (BrokerException failure) when (failure.Error is BrokerError.Unavailable or BrokerError.RateLimited)
            {
                await Wait(attempt, failure.RetryAfter, cancellation);
            }
            catch (BrokerException failure)
            {
                Reject(wanted.Session, ticket, Said(failure));
                return;
            }
        }
    }

    /// <summary>Why an order must not be sent; null when it may.</summary>
    private string? Refusal(WantedCall wanted, OrderTicket ticket)
    {
        var can = line.Trading.Capabilities;
        if (!can.OrderTypes.Contains(ticket.Type)) return $"this broker takes no {ticket.Type} orders";
        if (!can.TimesInForce.Contains(ticket.TimeInForce.Kind)) return $"this broker takes no orders that are {ticket.TimeInForce.Kind}";
        if (ticket.IsPostOnly && !can.TakesPostOnly) return "this broker takes no post-only orders";
        var age = clock.GetUtcNow().UtcDateTime - wanted.Made;
        if (age > spec.StaleAfter) return string.Create(CultureInfo.InvariantCulture, $"it was made {age.TotalSeconds:0} s ago and could not be sent, and the market has moved on");
        return refusalOf(wanted.Session, ticket);
    }

    private async Task CancelAsync(BrokerSession session, string clientId, CancellationToken cancellation)
    {
        for (int attempt = 0; orderOf(session, clientId) is { IsOpen: true } order; attempt++)
        {
            try
            {
                await line.SendAsync(
                    async (t, token) =>
                    {
                        await t.CancelAsync(order.AsShown, token);
                        return true;
                    },
                    cancellation,
                    RequestPriority.Reducing);
                if (!line.Trading.Capabilities.StreamsReports) await ShowAsync(session, clientId, null, cancellation);
                return;
            }
            catch (BrokerException failure) when (failure.Error is BrokerError.Unavailable or BrokerError.RateLimited or BrokerError.OutcomeUnknown)
            {
                await Wait(attempt, failure.RetryAfter, cancellation); // To cancel twice does no more than to cancel once.
            }
            catch (BrokerException failure)
            {
                await ShowAsync(session, clientId, Said(failure), cancellation);
                return;
            }
        }
    }

    private async Task ReplaceAsync(BrokerSession session, ReplaceCall call, CancellationToken cancellation)
    {
        for (int attempt = 0; orderOf(session, call.ClientId) is { IsOpen: true } order; attempt++)
        {
            if (!line.Trading.Capabilities.AmendsOrders)
            {
                route(session, new UnchangeableNews(call.ClientId, call.Change));
                return;
            }

            try
            {
                route(session, new OrderNews(await line.SendAsync((t, token) => t.ReplaceAsync(order.AsShown, call.Change, token), cancellation)));
                return;
            }
            catch (BrokerException failure) when (failure.Error is BrokerError.Unavailable or BrokerError.RateLimited or BrokerError.OutcomeUnknown)
            {
                // The terms are absolute: to ask for them twice does no more than to ask once.
                await Wait(attempt, failure.RetryAfter, cancellation);
            }
            catch (BrokerException failure)
            {
                await ShowAsync(session, call.ClientId, Said(failure), cancellation);
                return;
            }
        }
    }

    /// <summary>Passes on how the broker shows an order.</summary>
    private async Task ShowAsync(BrokerSession session, string clientId, string? refusal, CancellationToken cancellation)
    {
        if (await line.AskAsync((t, token) => t.FindAsync(clientId, token), cancellation) is { } shown) route(session, new OrderNews(shown, refusal));
    }

    private void Reject(BrokerSession session, OrderTicket ticket, string reason) =>
        route(session, new OrderNews(KnownOrder.AsTaken(ticket) with { Status = OrderStatus.Rejected, Reason = reason }));

    private static string Said(BrokerException failure) => failure.Field is { } field ? $"{failure.Message.TrimEnd('.')} ({failure.Error}, {field})" : $"{failure.Message.TrimEnd('.')} ({failure.Error})";

    private Task Wait(int attempt, TimeSpan? asked, CancellationToken cancellation) => Task.Delay(asked ?? Delays.After(attempt + 1), clock, cancellation);
}
