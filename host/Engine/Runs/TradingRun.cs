using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Profiling;
using StrategyHost.Engine.Results;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Venues;
using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Engine.Runs;

/// <summary>
/// The loop. At every instant at which something happens, in this order: the venue works resting orders on what the
/// markets have shown; the strategy is told of fills and orders; all indicators are brought up to date; handlers of
/// bars run, then those of times; what they ordered acts from the next event on. A backtest runs over its feed; a session is handed one
/// event after the other. Nothing here waits, sends or knows which of the two it is.
/// </summary>
public sealed class TradingRun
{
    private readonly BarFlow flow;
    private readonly IVenue venue;
    private readonly OrderStore store;
    private readonly OrderFollowUp followUp;
    private readonly FillSteps fills;
    private readonly EndedOrders? ended;
    private readonly OrderManager[] managers;
    private readonly TradingGate gate;
    private readonly RoundTrips roundTrips;
    private readonly RiskEngine risk;
    private readonly Account account;
    private readonly Financing financing;
    private readonly Settlement settlement;
    private readonly CorporateActions actions;
    private readonly Supervisor supervisor;
    private readonly Log log;
    private readonly Action<Market, PriceScale> rescale;
    private readonly Clock clock;
    private readonly EquityCurve curve;
    private readonly RunProfile? profile;
    private readonly MarketList markets;
    private readonly bool worksOnEveryBar;
    private bool isWatching = true;
    private volatile bool isReportDue = true;
    private StrategyDeclaration declaration;
    private Schedule schedule;
    private long timersUpTo = long.MaxValue;
    private bool awaitsBars;

    /// <summary>A run of strategies.</summary>
    public TradingRun(StrategyDeclaration declaration, RunMarkets markets, RunOrders orders, RunAccount account, RunSupport support)
    {
        this.declaration = declaration;
        this.markets = markets.All;
        Builders = markets.Builders;
        flow = new BarFlow(markets.Feed, markets.Builders, markets.All.Count, support.Supervisor, support.Log);
        schedule = markets.Schedule;
        actions = markets.Actions;
        venue = orders.Venue;
        store = orders.Store;
        followUp = orders.FollowUp;
        fills = orders.Steps;
        ended = orders.Ended;
        managers = [.. orders.Managers];
        roundTrips = orders.RoundTrips;
        risk = account.Risk;
        this.account = account.Account;
        financing = account.Financing;
        settlement = account.Settlement;
        curve = account.Curve;
        supervisor = support.Supervisor;
        log = support.Log;
        clock = support.Clock;
        profile = support.Profile;
        gate = new TradingGate(risk, account.Account, managers, support.Log);
        rescale = flow.Rescale;
        worksOnEveryBar = financing.IsAny || venue.NeedsEveryBar;
    }

    /// <summary>What becomes of the times of handlers that were missed; null where time passes with the bars alone.</summary>
    internal MissedTimers? MissedTimers { get; init; }

    /// <summary>When the next handler of a time is due, UTC; null for never.</summary>
    internal DateTime? NextTimer => schedule.NextTime == long.MaxValue ? null : new DateTime(schedule.NextTime, DateTimeKind.Utc);

    /// <summary>The latest time of a handler that has come by an instant and has not run, UTC; null when nothing is due.</summary>
    internal DateTime? LatestTimer(DateTime utc) => schedule.LatestDue(utc);

    /// <summary>Until when orders may leave for a broker, UTC; null for as long as nobody disarms it.</summary>
    public DateTime? ArmedUntil => gate.ArmedUntil;

    /// <summary>Whether positions are being closed.</summary>
    public bool IsFlattening => Array.Exists(managers, static m => m.IsFlattening);

    /// <summary>Why the strategy is not called any more; null while it is.</summary>
    public string? Fault => supervisor.Fault;

    /// <summary>The account's worth after every event.</summary>
    public EquityCurve Equity => curve;

    /// <summary>How many instants have been handled.</summary>
    public long Steps { get; private set; }

    /// <summary>Brings indicators up to date with bars from before the run. No handler runs.</summary>
    public void WarmUp(MarketFeed past)
    {
        var future = flow.Feed;
        flow.Feed = past;
        for (long time = NextTime; time != long.MaxValue; time = NextTime)
        {
            flow.Show(time);
            actions.Apply(flow.Feed.Updated, rescale);
            flow.Build();
            flow.Update(time, flow.Feed.Updated, closes: true);
        }

        flow.CloseDue(curve.Start.Ticks);
        flow.Feed = future;
    }

    /// <summary>Begins: the strategy is told of the start.</summary>
    /// <exception cref="StrategyFaultException">The strategy threw, or used more than it may.</exception>
    public void Begin()
    {
        clock.UtcNow = curve.Start;
        schedule.Begin(curve.Start);
        foreach (var handler in declaration.StartHandlers) supervisor.Run("OnStart", handler);
    }

    /// <summary>Ends: the strategy is told of the end.</summary>
    /// <exception cref="StrategyFaultException">The strategy threw, or used more than it may.</exception>
    public void End()
    {
        foreach (var handler in declaration.StopHandlers) supervisor.Run("OnStop", handler);
    }

    /// <summary>Runs to the end of the feed.</summary>
    /// <param name="between">Runs between two instants; null for nothing.</param>
    /// <param name="progress">Is told how far the run has come, at first and whenever it is asked for; null when nobody wants to
    /// know.</param>
    /// <param name="cancellation">Ends the run early, as if the data had ended.</param>
    /// <exception cref="StrategyFaultException">The strategy threw, or used more than it may.</exception>
    public void RunToEnd(Action? between, IProgress<RunPoint>? progress, CancellationToken cancellation)
    {
        for (long time = NextTime; time != long.MaxValue; time = NextTime)
        {
            clock.UtcNow = new DateTime(time, DateTimeKind.Utc);
            if (cancellation.IsCancellationRequested) break;
            if (isReportDue) Report(progress);
            Advance(time);
            between?.Invoke();
        }
    }

    /// <summary>Handles an event of a session: what it says at once, then every instant up to its time at which something is due.</summary>
    /// <exception cref="StrategyFaultException">The strategy threw, or used more than it may.</exception>
    public void Handle(LiveEvent happened)
    {
        ended?.Trim(clock.UtcNow);
        risk.Received = happened.Received;
        gate.Pass(happened.Received);
        if (happened.Command is { } command && gate.Obey(command, happened.Until) is { } action) Respond(action);
        if (happened.Broker is { } said) Hear(said);
        if (happened.Bars.Count > 0) flow.Feed.Push(happened.Time.Ticks, happened.Bars.Select(b => (markets[b.Symbol], b.Bar, b.Quote)));
        AllowTimers(happened);
        for (long time = NextDue(happened.Time.Ticks); time != long.MaxValue; time = NextDue(happened.Time.Ticks))
        {
            clock.UtcNow = new DateTime(time, DateTimeKind.Utc);
            Advance(time);
        }
    }

    /// <summary>Where handlers of times follow the clock, those of an instant wait until it is said that time has passed: bars of other
    /// markets that end then may still come. A longer bar waits for them too.</summary>
    private void AllowTimers(LiveEvent happened)
    {
        bool isByClock = MissedTimers is not null;
        awaitsBars = isByClock && happened.IsTime;
        timersUpTo = isByClock && !happened.IsTime ? happened.Time.Ticks - 1 : happened.Time.Ticks;
        if (MissedTimers == Live.MissedTimers.Once) schedule.Merge(timersUpTo);
    }

    /// <summary>Asks for a report of how far the run has come. Any thread may ask.</summary>
    internal void AskForReport() => isReportDue = true;

    /// <summary>The builders of longer bars with their markets.</summary>
    internal IReadOnlyList<(Market Market, BarBuilder Builder)> Builders { get; private set; }

    /// <summary>Goes on with other handlers and longer bars, from the next event on.</summary>
    internal void Continue(StrategyDeclaration next, IReadOnlyList<(Market Market, BarBuilder Builder)> builders, Schedule due)
    {
        declaration = next;
        Builders = builders;
        flow.Use(builders);
        schedule = due;
        schedule.Continue(clock.UtcNow);
        risk.Fault = null;
    }

    /// <summary>Does what follows a fault of the strategy: where it is not called any more, nothing opens a position.</summary>
    internal void Respond(FaultPolicy policy)
    {
        using var present = fills.AtPresent();
        risk.Fault = Fault;
        if (policy == FaultPolicy.Cancel) Respond(BreachAction.Halt);
        else if (policy == FaultPolicy.Stop) Respond(BreachAction.Reduce);
        else if (policy == FaultPolicy.Flatten) Respond(BreachAction.Flatten);
    }

    /// <summary>The next instant at which something happens. Nothing happens after the last bar.</summary>
    private long NextTime
    {
        get
        {
            long bars = flow.NextTime();
            return bars == long.MaxValue ? bars : Math.Min(bars, schedule.NextTime);
        }
    }

    /// <summary>The next instant of a session at which something happens, up to a time; where no bar waits, that of a handler or the end of
    /// a longer bar.</summary>
    private long NextDue(long now)
    {
        long next = flow.NextTime();
        if (next == long.MaxValue && !awaitsBars) next = flow.NextClose;
        if (schedule.NextTime <= timersUpTo) next = Math.Min(next, schedule.NextTime);
        return next <= now ? next : long.MaxValue;
    }

    private void Advance(long time)
    {
        if (profile is not null && RunProfile.IsDue(Steps)) LookAtStep(profile, time);
        else Step<Unmarked>(time);
        Steps++;
    }

    /// <summary>Acts on what the broker says: the strategy is told of fills and orders at once.</summary>
    private void Hear(BrokerEvent said)
    {
        if (said is AccountMismatch mismatch) gate.Compare(mismatch.Difference);
        else venue.Take(said);
        followUp.Run();
        account.Mark();
        if (risk.Watch() is { } breach) Respond(breach);
        TellNotices();
        if (said is ExecutionReport { Execution.Symbol: var filled }) NoteFill(filled);
        foreach (var manager in managers) manager.ContinueFlattening();
        account.MarkChanges();
    }

    private void NoteFill(string symbol)
    {
        bool isStopped = risk.IsHeld || risk.State != RiskState.Active || risk.Fault is not null;
        foreach (var manager in managers)
        {
            manager.NoteFill(symbol, isStopped);
            isWatching |= manager.IsFlattening;
        }
    }

    private void Report(IProgress<RunPoint>? progress)
    {
        isReportDue = false;
        progress?.Report(new RunPoint(clock.UtcNow, flow.Feed.Bars, account.Equity));
    }

    private void LookAtStep(RunProfile looking, long time)
    {
        looking.Begin();
        Step<Marked>(time);
        looking.End();
    }

    private void Step<TMarks>(long time)
        where TMarks : struct, IMarks
    {
        flow.Show(time);
        var updated = flow.Feed.Updated;
        TMarks.Enter(profile, RunStage.Match);
        bool isActionDue = time > actions.NextTime;
        if (isActionDue) Apply(updated);
        flow.Build();
        if (worksOnEveryBar || store.HasOpen || settlement.HasPending || isActionDue) Work(updated);
        TMarks.Enter(profile, RunStage.Accounting);
        if (account.HoldsAny) SeeRoundTrips(updated);
        account.MarkLatest();
        TMarks.Enter(profile, RunStage.Risk);
        if (risk.Watch() is { } breach) Respond(breach);
        TMarks.Enter(profile, RunStage.Script);
        TellNotices();
        TMarks.Enter(profile, RunStage.Indicators);
        flow.Update(time, updated, closes: !awaitsBars);
        TMarks.Enter(profile, RunStage.Script);
        RunHandlers(time, updated);
        TMarks.Enter(profile, RunStage.Match);
        if (store.HasOpen) WorkAtClose(updated);
        TMarks.Enter(profile, RunStage.Script);
        TellNotices();
        if (isWatching) Watch(updated);
        TMarks.Enter(profile, RunStage.Accounting);
        account.MarkChanges();
        curve.Add(time, account.Equity, account.Cash, account.GrossExposure);
    }

    /// <summary>Lets managers look after stops and exits of their own.</summary>
    private void Watch(ReadOnlySpan<Market> updated)
    {
        isWatching = false;
        foreach (var manager in managers)
        {
            manager.Watch(updated);
            isWatching |= manager.IsWatching;
        }
    }

    /// <summary>Splits and dividends come before everything else of their bars, which are in their terms already.</summary>
    private void Apply(ReadOnlySpan<Market> updated)
    {
        financing.Accrue(clock.UtcNow);
        settlement.Advance(clock.UtcNow);
        actions.Apply(updated, rescale);
    }

    /// <summary>What happens before anybody is told of the bars. Most bars meet no order, and nothing else is due on them.</summary>
    private void Work(ReadOnlySpan<Market> updated)
    {
        financing.Accrue(clock.UtcNow);
        settlement.Advance(clock.UtcNow);
        venue.Work(clock.UtcNow, updated);
        followUp.Run();
    }

    private void WorkAtClose(ReadOnlySpan<Market> updated)
    {
        venue.WorkAtClose(clock.UtcNow, updated);
        followUp.Run();
    }

    private void Respond(RiskBreach breach)
    {
        log.Error($"Risk limit {breach.Limit}: {breach.Message}; action: {breach.Action}.");
        Respond(breach.Action);
    }

    private void Respond(BreachAction action)
    {
        foreach (var manager in managers) manager.Respond(action);
        isWatching = true;
    }

    private void SeeRoundTrips(ReadOnlySpan<Market> updated)
    {
        foreach (var market in updated) roundTrips.See(market);
    }

    private void RunHandlers(long time, ReadOnlySpan<Market> updated)
    {
        foreach (var market in updated)
        {
            market.TickListeners?.Handle(market, supervisor);
            market.Listeners.Handle(supervisor, in market.Bar);
        }

        if (flow.Closing.Count > 0) RunHandlersOfLongerBars();
        if (schedule.NextTime <= Math.Min(time, timersUpTo)) schedule.RunDue(time, supervisor);
    }

    private void RunHandlersOfLongerBars()
    {
        foreach (var builder in flow.Closing) builder.Listeners.Handle(supervisor, in builder.Latest);
    }

    /// <summary>Tells what has happened up to now. What the strategy causes while it listens is told the next time.</summary>
    private void TellNotices()
    {
        if (store.Untold > 0) TellNotices(store.Untold);
    }

    private void TellNotices(int count)
    {
        fills.Begin();
        try
        {
            for (int left = count; left > 0; left--) Tell(store.TakeNotice());
        }
        finally
        {
            fills.End();
        }
    }

    private void Tell(in OrderNotice notice)
    {
        if (notice.Fill is { } fill)
        {
            fills.Next();
            foreach (var handler in declaration.FillHandlers) supervisor.Run("OnFill", handler, in fill);
        }

        if (notice.Order.Status != notice.Status) return;
        foreach (var handler in declaration.OrderHandlers) supervisor.Run("OnOrder", handler, notice.Order);
    }
}
