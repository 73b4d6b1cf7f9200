using System.Globalization;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Requests whose answer never came. Each may take effect late, after newer ones: a change undoes the one that followed it, a cancellation
/// ends an order that was to work on, an order works that was taken for ended. As long as one can, the orders of the account are compared
/// with the broker's every few seconds, and at once when a report shows that one has; terms that came late give way to those that were
/// answered last. Safe for several threads.
/// </summary>
internal sealed class LateRequests
{
    /// <summary>
    /// For how long a request can still take effect after its answer was given up. What takes effect later still is found by the next
    /// comparison of the account.
    /// </summary>
    public static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);
    private static readonly Backoff Delays = new(BetweenLooks, TimeSpan.FromSeconds(5));
    private readonly OrderComparison comparison;
    private readonly SessionBooks books;
    private readonly AccountContext context;
    private readonly AsyncSignal changed;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Unanswered> orders = new(StringComparer.Ordinal);
    private long until;
    private long latest;
    private long? next;
    private int looks;

    /// <summary>Nothing is unanswered yet.</summary>
    /// <param name="comparison">Compares orders.</param>
    /// <param name="books">What is known of orders.</param>
    /// <param name="context">Time, and who is told.</param>
    public LateRequests(OrderComparison comparison, SessionBooks books, AccountContext context)
    {
        this.comparison = comparison;
        this.books = books;
        this.context = context;
        changed = new AsyncSignal(context.Clock);
        until = latest = context.Clock.GetTimestamp();
    }

    /// <summary>Takes the terms that an order is to be asked for again; null for nobody.</summary>
    public Action<BrokerSession, ReplaceOrder>? Undone { get; set; }

    /// <summary>Is called when executions are missing that no report will bring; null for nobody.</summary>
    public Action? LacksExecutions { get; set; }

    /// <summary>A request has no answer.</summary>
    /// <param name="session">Whose order it was about.</param>
    /// <param name="clientId">The order.</param>
    /// <param name="change">The terms that it asked for; null when it was no change.</param>
    public void Add(BrokerSession session, string clientId, OrderChange? change)
    {
        lock (gate)
        {
            if (!orders.TryGetValue(clientId, out var order)) orders.Add(clientId, order = new Unanswered(session, clientId));
            if (change is not null) order.Changes.Add(change);
            order.Until = InTime(LongestWay);
            Expect();
        }

        changed.Set();
    }

    /// <summary>A session was taken up: requests of the process before may be on their way.</summary>
    public void Expect(BrokerSession session)
    {
        if (!books.HasOrders(session)) return;
        lock (gate) Expect();
        changed.Set();
    }

    /// <summary>The end of an order was asked for that was taken for ended: it is looked at again whether it has come.</summary>
    public void Watch()
    {
        lock (gate)
        {
            until = InTime(LongestWay);
            LookSoon(BetweenLooks);
        }

        changed.Set();
    }

    /// <summary>A change was answered: these are an order's terms, whatever was asked for before.</summary>
    public void Answered(string clientId, OrderChange terms)
    {
        lock (gate)
        {
            if (orders.TryGetValue(clientId, out var order)) order.Terms = terms;
        }
    }

    /// <summary>Something was learned about an order: when it is what a late request would have made of it, it is looked at.</summary>
    public void Notice(string clientId)
    {
        lock (gate)
        {
            if (!orders.TryGetValue(clientId, out var order) || UndoneOf(order) is null) return;
            LookSoon(TimeSpan.Zero);
        }

        changed.Set();
    }

    /// <summary>A report shows an order. One that works, and that its session takes for ended, is looked at.</summary>
    public void Heard(BrokerOrder order)
    {
        if (!OrderLife.IsOpen(order.Status) || books.OwnerOfEnded(order) is null) return;
        lock (gate) LookSoon(TimeSpan.Zero);
        changed.Set();
    }

    /// <summary>Whether a request about a session's orders may still take effect.</summary>
    public bool MayArriveFor(BrokerSession session)
    {
        lock (gate) return orders.Values.Any(o => o.Session == session && !IsOver(o.Until));
    }

    /// <summary>Looks whenever it is time, until the account is closed.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var wait = UntilNext();
                if (wait is { Ticks: <= 0 }) await LookAsync();
                else await changed.WaitAsync(wait ?? Timeout.InfiniteTimeSpan, context.Stop);
            }
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            // The account is closed: what is on its way is looked for when its sessions are taken up.
        }
    }

    private async Task LookAsync()
    {
        try
        {
            await comparison.TakeAsync(await comparison.ReadAsync());
            foreach (var order in Known()) await FollowAsync(order);
        }
        catch (BrokerException)
        {
            // The broker has not answered for minutes, which was told: it is asked again.
        }

        lock (gate)
        {
            latest = context.Clock.GetTimestamp();
            next = null;
            if (!IsOver(until)) LookSoon(context.After(Delays, ++looks));
        }
    }

    /// <summary>Brings an order back to the terms that were answered last; executions are asked for of one that was taken for
    /// ended.</summary>
    private async Task FollowAsync(Unanswered order)
    {
        OrderChange? undone;
        lock (gate) undone = UndoneOf(order);
        if (undone is { } terms)
        {
            context.Write(LogLevel.Warning, string.Create(
                CultureInfo.InvariantCulture,
                $"a change of order {order.ClientId} that had no answer was made after a newer one: "
                    + $"it is asked again for {terms.Quantity:0.########}"));
            Undone?.Invoke(order.Session, new ReplaceOrder(order.ClientId, terms));
        }
        else if (books.Find(order.Session, order.ClientId) is { IsOpen: false } known
            && await comparison.FindAsync(order.ClientId) is { } shown && shown.Filled > known.Filled)
        {
            LacksExecutions?.Invoke();
        }
    }

    /// <summary>The terms that a late change has undone; null when none has.</summary>
    private OrderChange? UndoneOf(Unanswered order)
    {
        if (order.Terms is not { } terms) return null;
        if (books.Find(order.Session, order.ClientId) is not { IsOpen: true, Shown: { } shown } known) return null;
        bool trails = known.Ticket?.Trail is not null;
        return !IsSame(terms, shown, trails) && order.Changes.Exists(c => IsSame(c, shown, trails)) ? terms : null;
    }

    /// <summary>Whether an order is shown with terms. The stop of one that trails moves by itself.</summary>
    private static bool IsSame(OrderChange terms, BrokerOrder shown, bool trails) =>
        terms.Quantity == shown.Quantity && (trails || (terms.LimitPrice == shown.LimitPrice && terms.StopPrice == shown.StopPrice));

    private List<Unanswered> Known()
    {
        lock (gate)
        {
            foreach (var (id, order) in orders)
            {
                if (IsOver(order.Until)) orders.Remove(id);
            }

            return [.. orders.Values];
        }
    }

    private void Expect()
    {
        until = InTime(LongestWay);
        looks = 0;
        LookSoon(BetweenLooks);
    }

    /// <summary>Looks in a while at the latest, and not twice within a moment.</summary>
    private void LookSoon(TimeSpan wait)
    {
        long due = Math.Max(InTime(wait), latest + Length(BetweenLooks));
        if (next is null || due < next) next = due;
    }

    private TimeSpan? UntilNext()
    {
        lock (gate)
        {
            if (next is not { } due) return null;
            return TimeSpan.FromSeconds((due - context.Clock.GetTimestamp()) / (double)context.Clock.TimestampFrequency);
        }
    }

    private bool IsOver(long instant) => context.Clock.GetTimestamp() >= instant;

    private long InTime(TimeSpan time) => context.Clock.GetTimestamp() + Length(time);

    private long Length(TimeSpan time) => (long)(time.TotalSeconds * context.Clock.TimestampFrequency);

    private sealed class Unanswered(BrokerSession session, string clientId)
    {
        public BrokerSession Session => session;

        public string ClientId => clientId;

        /// <summary>The terms that were asked for without an answer.</summary>
        public List<OrderChange> Changes { get; } = [];

        /// <summary>The terms that were answered last; null while none were.</summary>
        public OrderChange? Terms { get; set; }

        /// <summary>When none of its requests can take effect any more.</summary>
        public long Until { get; set; }
    }
}
