using System.Globalization;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Notices;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// An account at a broker, shared by the sessions that trade on it. It puts together what listens to the broker, what compares, and what
/// brings
/// orders to what they are to be; nothing is decided here.
/// </summary>
public sealed class BrokerAccount : IAccountPort, IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);
    private readonly AccountContext context;
    private readonly Plugin plugin;
    private readonly BrokerClient client;
    private readonly SessionBooks books;
    private readonly OrderOrigins origins;
    private readonly OpeningGate opening = new();
    private readonly OrderDispatcher dispatcher;
    private readonly LateRequests late;
    private readonly ReportListener listener;
    private readonly ReconciliationLoop reconciliation;
    private readonly DayStart? dayStart;
    private readonly Func<string, IReadOnlyDictionary<string, SessionLedger>> restingIn;
    private readonly CancellationTokenSource stop;
    private readonly List<Task> work = [];
    private readonly int finishedOrders;

    /// <summary>An account that has not started.</summary>
    /// <param name="plugin">The plugin, connected.</param>
    /// <param name="trading">Its trading.</param>
    /// <param name="files">The account's files.</param>
    /// <param name="restingIn">Gives the ledgers of sessions that rest, other than that with a prefix, by their prefixes.</param>
    /// <param name="use">The account's terms, time, and who is told.</param>
    internal BrokerAccount(Plugin plugin, ITrading trading, IAccountFiles files,
        Func<string, IReadOnlyDictionary<string, SessionLedger>> restingIn, AccountUse use)
    {
        this.plugin = plugin;
        this.restingIn = restingIn;
        finishedOrders = use.FinishedOrders;
        stop = new CancellationTokenSource();
        context = new AccountContext(use.Spec, use.Clock, use.Random, use.Write, use.Notices, stop.Token) { OrderPath = use.OrderPath };
        var outage = new Outage(use.Clock,
            (text, isOver) => context.Tell(isOver ? NoticeKind.Reconnect : NoticeKind.Disconnect, LogLevel.Warning, text));
        client = new BrokerClient(trading, outage, use.Clock, use.Random);
        books = new SessionBooks(new ExternalHoldings(files), new SymbolTraders(files, use.Clock), use.OrderPath);
        dayStart = use.Spec.Limits.MaxDailyLoss is null ? null : new DayStart(files, use.Clock);
        var admission = new OrderAdmission(books, new AccountLimits(use.Spec.Limits, books, dayStart, use.Clock), context);
        var orders = new OrderComparison(client, books, context);
        late = new LateRequests(orders, books, context);
        orders.Forgotten = late.Watch;
        dispatcher = new OrderDispatcher(client, new OrderGates(opening, admission), books, late, context);
        books.Learned = dispatcher.Notice;
        origins = new OrderOrigins(files, books, use.StandingOf);
        var external = new ExternalOrders(files, origins, orders, context);
        listener = new ReportListener(trading, books, opening, context) { Heard = late.Heard };
        reconciliation = new ReconciliationLoop(
            new ReconciliationParts(
                new Reconciliation(client, orders, books, external, context),
                external,
                new MismatchResolver(files, books, client, context),
                new CashComparison(client, books, text => context.Tell(NoticeKind.Warning, LogLevel.Error, text)),
                books,
                opening,
                listener,
                trading.Capabilities.StreamsReports ? use.Spec.ReconcileEvery : trading.Capabilities.PollInterval),
            context);
        late.Undone = dispatcher.AskAgain;
        late.LacksExecutions = reconciliation.Ask;
    }

    /// <summary>The account's name.</summary>
    public string Name => context.Spec.Name;

    /// <summary>The plugin's market data; null when it has none.</summary>
    public IMarketData? MarketData => plugin.MarketData;

    /// <summary>What its broker can do.</summary>
    public TradingCapabilities Capabilities => client.Trading.Capabilities;

    /// <summary>How the account and its broker get on.</summary>
    public AccountStatus Status =>
        new(Name, listener.IsListening, opening.IsOpen, books.Running.Select(s => s.Ledger.Mismatch).FirstOrDefault(m => m is not null));

    /// <summary>Begins to listen and to compare.</summary>
    public void Start()
    {
        work.Add(listener.RunAsync(reconciliation.Ask));
        work.Add(reconciliation.RunAsync());
        work.Add(late.RunAsync());
    }

    /// <summary>A session on this account, which has not joined yet.</summary>
    /// <param name="deployment">The deployment's name.</param>
    /// <param name="prefix">What the client ids of its orders begin with.</param>
    /// <param name="begun">When the session began, UTC.</param>
    /// <param name="capital">Its part of the account's cash.</param>
    /// <param name="symbols">What it trades.</param>
    public BrokerSession Open(string deployment, string prefix, DateTime begun, decimal capital, IReadOnlyCollection<string> symbols) =>
        new(this, deployment, prefix, begun, capital, symbols) { Ledger = new SessionLedger(finishedOrders) };

    /// <summary>Reserves a part of the broker's cash for a new session, so that all of them together never believe to have more than there
    /// is.</summary>
    /// <returns>The reservation, which ends when the session joins, or when it is disposed.</returns>
    /// <exception cref="DeploymentException">It does not.</exception>
    /// <exception cref="BrokerException">The broker does not say.</exception>
    public async Task<IDisposable> ReserveCapitalAsync(string deployment, decimal capital, string currency, CancellationToken cancellation)
    {
        var balances = await client.AskAsync((t, token) => t.BalancesAsync(token), cancellation);
        decimal cash = balances.Where(b => b.Currency == currency).Sum(b => b.Cash);
        if (books.Reserve(deployment, capital, cash) is not { } others) return new CapitalReservation(books, deployment);
        throw new DeploymentException(string.Create(
            CultureInfo.InvariantCulture,
            $"{deployment} is to trade {capital:N2} {currency}, and the account {Name} has {cash:N2} {currency} at the "
                + $"broker{(others > 0 ? $", of which {others:N2} are other deployments'" : "")}: lower \"cash\" in the deployment."));
    }

    /// <summary>Waits until the broker has been brought to what a session wants, a while at most, and lets it rest.</summary>
    internal async Task LeaveAsync(BrokerSession session, TimeSpan patience)
    {
        long began = context.Clock.GetTimestamp();
        while (opening.IsOpen && dispatcher.IsBusyFor(session) && context.Clock.GetElapsedTime(began) < patience)
            await context.DelayAsync(BetweenLooks);
        books.Rest(session);
        dayStart?.Keep();
    }

    /// <summary>Whether something is wanted of a session's orders that the broker has not been brought to.</summary>
    internal bool IsBusyFor(BrokerSession session) => dispatcher.IsBusyFor(session);

    void IAccountPort.Know(BrokerSession session, SubmitOrder order) => books.Know(session, order.Ticket);

    void IAccountPort.Mark(BrokerSession session, Portfolio portfolio)
    {
        books.Mark(portfolio);
        dayStart?.Mark(session.Prefix, portfolio.Equity);
    }

    void IAccountPort.Send(BrokerSession session, BrokerCommand command, DateTime made) =>
        dispatcher.Want(session, command, made, mayHaveBeenSent: false);

    /// <inheritdoc/>
    bool IAccountPort.IsQuiet(BrokerSession session)
    {
        // Quiet by a comparison that began after everything was settled.
        if (!opening.IsOpen || dispatcher.IsBusyFor(session) || late.MayArriveFor(session) || !books.IsSettled(session))
        {
            session.LastComparison = null;
            return false;
        }

        if (session.LastComparison is { } wanted) return reconciliation.Done >= wanted;
        session.LastComparison = reconciliation.Next;
        reconciliation.Ask();
        return false;
    }

    void IAccountPort.Join(BrokerSession session, IReadOnlyList<(BrokerCommand Command, DateTime Made)> outstanding)
    {
        opening.Close();
        origins.Remember(session.Prefix, session.Deployment);
        books.Add(session, restingIn(session.Prefix));
        foreach (var (command, made) in outstanding) dispatcher.Want(session, command, made, mayHaveBeenSent: true);
        reconciliation.Ask(session.Begun);
        late.Expect(session);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        stop.Cancel();
        await Task.WhenAll(work);
        await dispatcher.EndAsync();
        client.Dispose();
        await plugin.DisposeAsync();
        stop.Dispose();
    }
}
