using System.Globalization;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Notices;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Brings a broker to what each order is to be. One order has one request under way at most; what is wanted meanwhile replaces what waits,
/// and
/// the answer, or its absence, is compared with what is wanted then. Orders that open a position wait at the gate; cancellations, and
/// orders
/// that make a position smaller, never do.
/// </summary>
internal sealed class OrderDispatcher
{
    /// <summary>How long the end of an order may take before the broker is asked for it.</summary>
    public static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(10);

    /// <summary>How often an end is asked for before the session is told that the broker does not give it.</summary>
    public const int MostCancels = 20;

    /// <summary>How often an order whose fate is unknown is looked for where a second one would not be refused.</summary>
    private const int TimesAsked = 4;
    private static readonly Backoff Delays = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));
    private readonly BrokerClient client;
    private readonly AccountSpec spec;
    private readonly SessionBooks books;
    private readonly OrderSearch search;
    private readonly OpeningGate opening;
    private readonly OrderAdmission admission;
    private readonly LateRequests late;
    private readonly AccountContext context;
    private readonly CancellationToken stop;
    private readonly Lock gate = new();
    private readonly Dictionary<string, DispatchedOrder> orders = new(StringComparer.Ordinal);

    /// <summary>A dispatcher of an account's orders.</summary>
    /// <param name="client">Calls the broker.</param>
    /// <param name="gates">What orders pass before they are sent.</param>
    /// <param name="books">What is known of orders.</param>
    /// <param name="late">Looks after requests that have no answer.</param>
    /// <param name="context">Time, and who is told.</param>
    public OrderDispatcher(BrokerClient client, OrderGates gates, SessionBooks books, LateRequests late, AccountContext context)
    {
        this.client = client;
        this.books = books;
        this.late = late;
        (opening, admission) = gates;
        this.context = context;
        search = new OrderSearch(client, books, context);
        spec = context.Spec;
        stop = context.Stop;
    }

    /// <summary>Takes what a session wants of an order.</summary>
    /// <param name="session">The session.</param>
    /// <param name="command">What it wants.</param>
    /// <param name="made">When it decided so, UTC.</param>
    /// <param name="mayHaveBeenSent">Whether the host may have sent it before it was restarted.</param>
    public void Want(BrokerSession session, BrokerCommand command, DateTime made, bool mayHaveBeenSent)
    {
        DispatchedOrder? order;
        bool isDriven;
        lock (gate)
        {
            isDriven = orders.TryGetValue(command.ClientId, out order);
            if (!isDriven) orders.Add(command.ClientId, order = new DispatchedOrder(session, command.ClientId, context.Clock));
            order!.Want(command, made, mayHaveBeenSent);
        }

        order.Wake();
        if (command is CancelOrder) opening.Withdraw(command.ClientId);
        if (!isDriven) order.Driver = DriveAsync(order);
    }

    /// <summary>Notes that something was learned about an order.</summary>
    public void Notice(string clientId)
    {
        DispatchedOrder? order;
        lock (gate) order = orders.GetValueOrDefault(clientId);
        order?.Wake();
        late.Notice(clientId);
    }

    /// <summary>Asks again for terms that a late request has undone, unless something else is wanted of the order by now.</summary>
    public void AskAgain(BrokerSession session, ReplaceOrder terms)
    {
        var order = new DispatchedOrder(session, terms.ClientId, context.Clock);
        order.Want(terms, context.Now, mayHaveBeenSent: true);
        lock (gate)
        {
            if (!orders.TryAdd(terms.ClientId, order)) return;
        }

        order.Driver = DriveAsync(order);
    }

    /// <summary>Whether something is wanted of a session's orders that the broker has not been brought to.</summary>
    public bool IsBusyFor(BrokerSession session)
    {
        lock (gate) return orders.Values.Any(o => o.Session == session);
    }

    /// <summary>Waits until nobody drives an order any more; the account has been told to stop.</summary>
    public Task EndAsync()
    {
        opening.WithdrawAll();
        lock (gate) return Task.WhenAll(orders.Values.Select(o => o.Driver));
    }

    /// <summary>Brings the broker to what one order is to be, until nothing is left to do.</summary>
    private async Task DriveAsync(DispatchedOrder order)
    {
        try
        {
            for (int failures = 0; NextStep(order) is { } step;)
            {
                try
                {
                    await step(order);
                    failures = 0;
                }
                catch (BrokerException failure)
                {
                    // The step has no answer: what is wanted now, which may be something else by then, is tried again.
                    await context.DelayAsync(failure.RetryAfter ?? context.After(Delays, ++failures));
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The account is closed: what is not answered is asked for when the session is taken up.
        }
        catch (Exception failure)
        {
            context.Tell(NoticeKind.Fault, LogLevel.Error, $"order {order.ClientId} is not looked after any more: {failure}");
        }
    }

    /// <summary>What is to be done next; null when the broker has been brought to what is wanted.</summary>
    private Func<DispatchedOrder, Task>? NextStep(DispatchedOrder order)
    {
        lock (gate)
        {
            var known = books.Find(order.Session, order.ClientId);
            bool hasEnded = known is { IsOpen: false };
            if (known?.Shown is not null) order.HandedOver();
            if (!hasEnded && order.Ticket is not null)
                return order is { IsCancelWanted: true, MayBeThere: false } ? DropAsync : SubmitAsync;
            if (!hasEnded && order.IsCancelWanted) return CancelAsync;
            if (!hasEnded && order.Wanted is not null) return ReplaceAsync;
            orders.Remove(order.ClientId);
            return null;
        }
    }

    /// <summary>An order that was never sent ends at once.</summary>
    private Task DropAsync(DispatchedOrder order)
    {
        End(order, OrderStatus.Cancelled, "it was cancelled before it was sent");
        return Task.CompletedTask;
    }

    private async Task SubmitAsync(DispatchedOrder order)
    {
        var ticket = order.Ticket!;
        if (order.MayBeThere && await IsThereAsync(order, ticket)) return;
        if (!order.Session.IsCompared && books.Find(order.Session, order.ClientId) is { IsHandedOver: false }
            && await search.FindAsync(order.Session, ticket) is not null)
            books.Doubt(order.Session, order.ClientId);
        if (order.Session.Stray is { } stray)
        {
            // Its numbers may have been used, and what it believes to hold is out of date: no order of it is sent, closing ones neither.
            End(order, OrderStatus.Rejected, $"the state of {order.Session.Deployment} is older than the broker, which has {stray}");
            return;
        }

        if (IsReducing(order, ticket))
        {
            // What stands in the way of closing a position goes first; meanwhile something else may close it.
            bool isReducing = books.IsReducing(order.Session, ticket);
            await admission.ClearWayAsync(order.Session, ticket, Want, stop);
            if (!isReducing || books.IsReducing(order.Session, ticket)) await HandOverAsync(order, ticket);
            else if (order.IsClosing) EndClosed(order);
            return;
        }

        if (order.IsClosing)
        {
            EndClosed(order);
            return;
        }

        // 1. What opens a position waits for a comparison with the broker, and for its turn.
        if (!await opening.EnterAsync(order.ClientId))
        {
            stop.ThrowIfCancellationRequested();
            return;
        }

        try
        {
            // 2. It is refused when it has become too old, or when the account does not let it pass; otherwise it is sent.
            if (order.IsCancelWanted) return;
            if (order.Session.Stray is not null) return;
            if (Refusal(order, ticket) is { } refusal) End(order, OrderStatus.Rejected, refusal);
            else await HandOverAsync(order, ticket);
        }
        finally
        {
            opening.Leave();
        }
    }

    private async Task HandOverAsync(DispatchedOrder order, OrderTicket ticket)
    {
        try
        {
            context.Pass(OrderPathPoint.Sending, ticket.ClientId);
            books.HandOver(order.Session, ticket.ClientId);

            // A broker judges reduce-only by what the account holds in all: of a symbol that several deployments trade, it would end exits
            // that have a position.
            var handed = books.IsShared(order.Session, ticket.Symbol) ? ticket with { IsReduceOnly = false } : ticket;
            var taken = await client.SendAsync((t, token) => t.SubmitAsync(handed, token),
                IsReducing(order, ticket) ? RequestPriority.Reducing : RequestPriority.Other, stop);
            context.Pass(OrderPathPoint.Answered, ticket.ClientId);
            books.Route(order.Session, new OrderReport(taken));
            order.HandedOver();
        }
        catch (BrokerException failure) when (failure.Error == BrokerError.DuplicateClientId)
        {
            order.MayBeThere = true;
            if (++order.Duplicates > TimesAsked)
                End(order, OrderStatus.Rejected, "the broker has had an order under its id, and does not show it: it is not sent again");
        }
        catch (BrokerException failure) when (failure.Error == BrokerError.OutcomeUnknown)
        {
            order.MayBeThere = true;
            late.Add(order.Session, order.ClientId, null);
            throw;
        }
        catch (BrokerException failure) when (!BrokerClient.IsPassing(failure))
        {
            End(order, OrderStatus.Rejected, Said(failure));
        }
    }

    /// <summary>Asks the broker for an order that it may have. Where a second one would not be refused, one that it does not have is never
    /// sent again.</summary>
    /// <returns>Whether nothing is left to be handed over.</returns>
    private async Task<bool> IsThereAsync(DispatchedOrder order, OrderTicket ticket)
    {
        for (int asked = 1; ; asked++)
        {
            if (await search.FindAsync(order.Session, ticket) is { } found)
            {
                books.Route(order.Session, new OrderReport(found));
                order.HandedOver();
                return true;
            }

            if (client.Trading.Capabilities.RefusesDuplicateClientIds)
            {
                order.MayBeThere = false;
                return order.IsCancelWanted;
            }

            if (asked == TimesAsked) break;
            await context.DelayAsync(context.After(Delays, asked + 3));
        }

        End(order, OrderStatus.Rejected, "nobody knows whether it was sent, the broker does not have it, and it is not sent again");
        return true;
    }

    /// <summary>Why an order must not be sent; null when it may.</summary>
    private string? Refusal(DispatchedOrder order, OrderTicket ticket)
    {
        var age = context.Now - order.Made;
        return age > spec.StaleAfter
            ? string.Create(CultureInfo.InvariantCulture,
                $"it was made {age.TotalSeconds:0} s ago and could not be sent, and the market has moved on")
            : admission.RefusalOf(order.Session, ticket);
    }

    private async Task CancelAsync(DispatchedOrder order)
    {
        for (int attempt = 1; attempt <= MostCancels && books.Find(order.Session, order.ClientId) is { IsOpen: true } known; attempt++)
        {
            string? refusal = null;
            try
            {
                await client.SendAsync(
                    async (t, token) =>
                    {
                        await t.CancelAsync(known.AsShown, token);
                        return true;
                    },
                    RequestPriority.Reducing,
                    stop);
            }
            catch (BrokerException failure) when (!BrokerClient.IsPassing(failure))
            {
                refusal = Said(failure);
            }
            catch (BrokerException failure) when (failure.Error == BrokerError.OutcomeUnknown)
            {
                late.Add(order.Session, order.ClientId, null);
                throw;
            }

            // The end comes as a report. Where none comes, or the broker refuses, it is asked how the order is.
            if (refusal is null && client.Trading.Capabilities.StreamsReports) await EndsAsync(order);
            if (books.Find(order.Session, order.ClientId) is not { IsOpen: true }) return;
            bool isLast = attempt == MostCancels;
            await ShowAsync(order, isLast ? refusal ?? "the broker has taken the cancellation, and the order works on" : null);
            if (books.Find(order.Session, order.ClientId) is not { IsOpen: true }) return;
            if (refusal is not null || !client.Trading.Capabilities.StreamsReports)
                await context.DelayAsync(context.After(Delays, attempt));
        }

        lock (gate) order.GiveUpCancel();
    }

    /// <summary>Waits until an order is known to have ended, a while at most.</summary>
    private async Task EndsAsync(DispatchedOrder order)
    {
        var deadline = context.Clock.GetTimestamp();
        while (books.Find(order.Session, order.ClientId) is { IsOpen: true })
        {
            var left = CancelPatience - context.Clock.GetElapsedTime(deadline);
            if (left <= TimeSpan.Zero || !await order.News.WaitAsync(left, stop)) return;
        }
    }

    private async Task ReplaceAsync(DispatchedOrder order)
    {
        if (order.Wanted is not { } wanted || books.Find(order.Session, order.ClientId) is not { IsOpen: true, AsShown: var shown }) return;
        if (wanted == TermsOf(shown))
        {
            Answer(order, wanted, new OrderReport(shown, null, wanted));
            return;
        }

        try
        {
            var changed = await client.SendAsync((t, token) => t.ReplaceAsync(shown, wanted, token), RequestPriority.Reducing, stop);
            Answer(order, wanted, new OrderReport(changed, null, wanted));
        }
        catch (BrokerException failure) when (failure.Error == BrokerError.OutcomeUnknown)
        {
            late.Add(order.Session, order.ClientId, wanted);
            throw;
        }
        catch (BrokerException failure) when (!BrokerClient.IsPassing(failure))
        {
            // The terms are absolute: to ask for them twice does no more than to ask once, so only a refusal ends the wish.
            if (await client.AskAsync((t, token) => t.FindAsync(order.ClientId, token), stop) is { } found) shown = found;
            Answer(order, wanted, new OrderReport(shown, Said(failure), wanted));
        }
    }

    private void Answer(DispatchedOrder order, OrderChange wanted, OrderReport report)
    {
        lock (gate) order.Answered(wanted);
        late.Answered(order.ClientId, report.Refusal is null ? wanted : TermsOf(report.Order));
        books.Route(order.Session, report);
    }

    /// <summary>Passes on how the broker shows an order.</summary>
    private async Task ShowAsync(DispatchedOrder order, string? refusal)
    {
        if (await client.AskAsync((t, token) => t.FindAsync(order.ClientId, token), stop) is { } shown)
            books.Route(order.Session, new OrderReport(shown, refusal));
        else if (refusal is not null && books.Find(order.Session, order.ClientId) is { } known)
            books.Route(order.Session, new OrderReport(known.AsShown, refusal));
    }

    private bool IsReducing(DispatchedOrder order, OrderTicket ticket) => order.IsHostExit || books.IsReducing(order.Session, ticket);

    /// <summary>What has been closed is not closed again: the order would open a position on the other side.</summary>
    private void EndClosed(DispatchedOrder order) =>
        End(order, OrderStatus.Cancelled, "what it was to close has been closed meanwhile");

    private void End(DispatchedOrder order, OrderStatus status, string reason)
    {
        books.Route(order.Session, new OrderReport(KnownOrder.AsTaken(order.Ticket!) with { Status = status, Reason = reason }));
        order.HandedOver();
    }

    private static OrderChange TermsOf(BrokerOrder shown) => new(shown.Quantity, shown.LimitPrice, shown.StopPrice);

    private static string Said(BrokerException failure) =>
        failure.Field is { } field
            ? $"{failure.Message.TrimEnd('.')} ({failure.Error}, {field})" : $"{failure.Message.TrimEnd('.')} ({failure.Error})";
}
