using System.Globalization;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Notices;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// An account at a broker, shared by the sessions that trade on it. It listens to the broker, sends what sessions want, and compares
/// what they believe with what the broker says: at the start, after each reconnection, now and then, and when it is asked to. No order
/// is sent while that comparison is due.
/// </summary>
public sealed class BrokerAccount : IAsyncDisposable
{
    private const int Senders = 8;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BeforeAnotherLook = TimeSpan.FromSeconds(15);
    private static readonly Backoff Delays = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15));
    private readonly AccountSpec spec;
    private readonly Plugin plugin;
    private readonly BrokerLine line;
    private readonly SessionBooks books;
    private readonly CallQueue queue = new();
    private readonly OrderSender sender;
    private readonly AccountLimits limits;
    private readonly DayStart? dayStart;
    private readonly Reconciliation reconciliation;
    private readonly Resolution resolution;
    private readonly CashComparison cash;
    private readonly Action<LogLevel, string> tell;
    private readonly Func<string, IReadOnlyDictionary<string, SessionLedger>> restingIn;
    private readonly TimeProvider clock;
    private readonly Action<Notice>? notices;
    private readonly CancellationTokenSource stop = new();
    private readonly AccountGate gate = new();
    private readonly List<Task> work = [];
    private DateTime? missedSince;
    private bool isListening;
    private string? comparisonProblem;
    private int failedComparisons;
    private int comparisonsBegun;
    private int comparisonsDone;

    internal BrokerAccount(
        AccountSpec spec, Plugin plugin, ITrading trading, string folder, Func<string, IReadOnlyDictionary<string, SessionLedger>> restingIn, Action<LogLevel, string> tell, TimeProvider clock, Action<OrderPathPoint, string>? orderPath, Action<Notice>? notices)
    {
        this.spec = spec;
        this.plugin = plugin;
        this.tell = tell;
        this.notices = notices;
        this.restingIn = restingIn;
        this.clock = clock;
        line = new BrokerLine(trading, clock);
        books = new SessionBooks(new ExternalHoldings(folder), orderPath);
        sender = new OrderSender(line, spec, (session, news) => books.Route(session, news), books.Find, RefusalOf, clock, orderPath);
        dayStart = spec.Limits.MaxDailyLoss is null ? null : new DayStart(folder, clock);
        limits = new AccountLimits(spec.Limits, books, dayStart, clock);
        reconciliation = new Reconciliation(line, books, spec, clock);
        resolution = new Resolution(folder, books, line, tell, clock);
        cash = new CashComparison(line, books, text => Tell(NoticeKind.Warning, LogLevel.Error, text));
        work.Add(Task.Run(() => ListenAsync(stop.Token)));
        work.Add(Task.Run(() => CompareAsync(stop.Token)));
        for (int i = 0; i < Senders; i++) work.Add(Task.Run(() => SendAllAsync(stop.Token)));
    }

    /// <summary>The account's name.</summary>
    public string Name => spec.Name;

    /// <summary>The plugin's market data; null when it has none.</summary>
    public IMarketData? MarketData => plugin.MarketData;

    /// <summary>A session on this account, which has not joined yet.</summary>
    /// <param name="deployment">The deployment's name.</param>
    /// <param name="prefix">What the client ids of its orders begin with.</param>
    /// <param name="begun">When the session began, UTC.</param>
    /// <param name="capital">Its part of the account's cash.</param>
    /// <param name="symbols">What it trades.</param>
    /// <param name="known">What its journal says that it has learned.</param>
    public BrokerSession Open(string deployment, string prefix, DateTime begun, decimal capital, IReadOnlyCollection<string> symbols, IEnumerable<BrokerNews> known)
    {
        var session = new BrokerSession(this, deployment, prefix, begun, capital, symbols);
        foreach (var news in known) session.Ledger.Take(news);
        return session;
    }

    /// <summary>Checks that the broker's cash carries what a new session believes to have.</summary>
    /// <exception cref="DeploymentException">It does not.</exception>
    /// <exception cref="BrokerException">The broker does not say.</exception>
    public async Task CheckCapitalAsync(string deployment, decimal capital, string currency, CancellationToken cancellation)
    {
        var balances = await line.AskAsync((t, token) => t.BalancesAsync(token), cancellation);
        decimal cash = balances.Where(b => b.Currency == currency).Sum(b => b.Cash);
        decimal others = books.CashBeside(null);
        if (capital + others <= cash) return;
        throw new DeploymentException(string.Create(
            CultureInfo.InvariantCulture,
            $"{deployment} is to trade {capital:N2} {currency}, and the account {Name} has {cash:N2} {currency} at the broker{(others > 0 ? $", of which {others:N2} are other deployments'" : "")}: lower \"cash\" in the deployment."));
    }

    /// <summary>Waits until a session's calls are done, a while at most, and lets it rest.</summary>
    internal async Task LeaveAsync(BrokerSession session, TimeSpan patience)
    {
        long start = clock.GetTimestamp();
        while (gate.IsOpen && queue.HasCallsOf(session) && clock.GetElapsedTime(start) < patience) await Task.Delay(TimeSpan.FromMilliseconds(10), clock, CancellationToken.None);
        books.Rest(session);
        dayStart?.Keep();
    }

    internal void Know(BrokerSession session, OrderTicket ticket) => books.Know(session, ticket);

    internal void Mark(BrokerSession session, Portfolio portfolio)
    {
        books.Mark(portfolio);
        dayStart?.Mark(session.Prefix, portfolio.Equity);
    }

    internal void Send(WantedCall call) => queue.Add(call);

    /// <summary>Whether nothing of a session is under way, by a comparison that began after this was asked first.</summary>
    internal bool IsQuiet(BrokerSession session)
    {
        bool isSettled = gate.IsOpen && !queue.HasCallsOf(session) && books.IsSettled(session);
        lock (gate)
        {
            if (!isSettled)
            {
                session.LastComparison = null;
                return false;
            }

            if (session.LastComparison is { } wanted) return comparisonsDone >= wanted;
            session.LastComparison = comparisonsBegun + 1;
        }

        gate.Ask();
        return false;
    }

    internal void Join(BrokerSession session, IReadOnlyList<(BrokerCall Call, DateTime Made)> unanswered)
    {
        gate.Close();
        foreach (var (call, made) in unanswered) queue.Add(new WantedCall(session, call, made, MayHaveBeenSent: true));
        books.Add(session, restingIn(session.Prefix));
        Ask(session.Begun);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(work);
        await line.DisposeAsync();
        await plugin.DisposeAsync();
        queue.Dispose();
        stop.Dispose();
    }

    /// <summary>Asks for a comparison that looks for executions since an instant.</summary>
    private void Ask(DateTime since)
    {
        lock (gate) missedSince = missedSince < since ? missedSince : since;
        gate.Ask();
    }

    private string? RefusalOf(BrokerSession session, OrderTicket ticket) => books.Crossed(session, ticket) is { } met
        ? $"it could trade with {met.Ticket.Side} {met.Ticket.Quantity.ToString("0.########", CultureInfo.InvariantCulture)} {met.Ticket.Symbol} of {met.Session.Deployment}, which is on the same account"
        : limits.Refusal(ticket);

    private async Task SendAllAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await queue.WaitAsync(cancellation);
                await gate.WaitAsync(cancellation);
                if (!queue.TryTake(out var call)) continue;
                try
                {
                    await sender.SendAsync(call, cancellation);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    tell(LogLevel.Error, $"'{call.Call.Text}' has no answer, and is looked after again soon: {failure.Message}");
                    _ = AddLaterAsync(call with { MayHaveBeenSent = true }, cancellation);
                }
                finally
                {
                    queue.Done(call);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The account is closed.
        }
    }

    private async Task AddLaterAsync(WantedCall call, CancellationToken cancellation)
    {
        await Task.Delay(BeforeAnotherLook, clock, cancellation).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (!cancellation.IsCancellationRequested) queue.Add(call);
    }

    /// <summary>Listens to the broker, again and again; what was missed meanwhile is asked for.</summary>
    private async Task ListenAsync(CancellationToken cancellation)
    {
        if (!line.Trading.Capabilities.StreamsReports)
        {
            lock (gate) isListening = true;
            return;
        }

        bool isCut = false;
        for (int failures = 1; !cancellation.IsCancellationRequested; failures++)
        {
            string problem = "the stream of reports has ended";
            try
            {
                await foreach (var report in line.Trading.ReportsAsync(cancellation).WithCancellation(cancellation))
                {
                    if (report.Execution is { } execution) books.Route(execution);
                    if (report.Order is { } order) books.Route(order);
                    if (report != BrokerReport.Subscribed) continue;
                    if (isCut) Tell(NoticeKind.Reconnect, LogLevel.Warning, "the connection stands again");
                    isCut = false;
                    failures = 0;
                    lock (gate) isListening = true;
                    gate.Ask();
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                problem = failure.Message;
            }

            lock (gate) isListening = false;
            gate.Close();
            var delay = Delays.After(Math.Max(failures, 1));
            if (!isCut) Tell(NoticeKind.Disconnect, LogLevel.Warning, string.Create(CultureInfo.InvariantCulture, $"the connection to the broker is lost, and no order is sent until it stands again and all agrees: {problem.TrimEnd('.')}. Tried again in {delay.TotalSeconds:0.0} s."));
            isCut = true;
            await Task.Delay(delay, clock, cancellation).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Tell(NoticeKind kind, LogLevel level, string text)
    {
        tell(level, text);
        notices?.Invoke(new Notice(kind, $"account {Name}", clock.GetUtcNow().UtcDateTime, text));
    }

    private async Task CompareAsync(CancellationToken cancellation)
    {
        try
        {
            long last = clock.GetTimestamp();
            while (true)
            {
                bool isAsked = await gate.IsAskedAsync(Tick, clock, cancellation);
                var every = line.Trading.Capabilities.StreamsReports ? spec.ReconcileEvery : line.Trading.Capabilities.PollInterval;
                bool isDue = clock.GetElapsedTime(last) >= every || books.LacksExecutions();
                var choice = resolution.TakeChoice();
                if (!IsListening || books.Running.Count == 0 || (!isAsked && !isDue && choice is null)) continue;
                await CompareOnceAsync(choice, cancellation);
                last = clock.GetTimestamp();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The account is closed.
        }
    }

    private bool IsListening
    {
        get
        {
            lock (gate) return isListening;
        }
    }

    private async Task CompareOnceAsync(ExternalPolicy? choice, CancellationToken cancellation)
    {
        int round = gate.Round;
        int number;
        DateTime? since;
        lock (gate)
        {
            number = ++comparisonsBegun;
            (since, missedSince) = (missedSince, null);
        }

        try
        {
            var differences = await reconciliation.RunAsync(since, cancellation);
            await resolution.ResolveAsync(differences, choice ?? spec.External, cancellation);
            if (differences.Count == 0) await cash.RunAsync(cancellation);
            gate.Open(round);
            lock (gate) comparisonsDone = number;
            if (comparisonProblem is not null) Tell(NoticeKind.Reconnect, LogLevel.Warning, "the account can be compared with the broker again");
            (comparisonProblem, failedComparisons) = (null, 0);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A broker that wants a new login says so every few seconds, all night.
            if (failure.Message != comparisonProblem) Tell(NoticeKind.Disconnect, LogLevel.Error, $"the account cannot be compared with the broker, and no order is sent: {failure.Message}");
            comparisonProblem = failure.Message;
            gate.Close();
            await Task.Delay(Delays.After(++failedComparisons), clock, cancellation);
            Ask(since ?? clock.GetUtcNow().UtcDateTime);
        }
    }
}
