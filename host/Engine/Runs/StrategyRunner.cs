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
/// bars run, then those of times; what they ordered acts from the next event on.
/// </summary>
public sealed class StrategyRunner
{
    private readonly BarFlow flow;
    private readonly IVenue venue;
    private readonly BrokerVenue? broker;
    private readonly OrderBook book;
    private readonly OrderDesk[] desks;
    private readonly RiskEngine risk;
    private readonly Account account;
    private readonly Financing financing;
    private readonly Settlement settlement;
    private readonly CorporateActions actions;
    private readonly Supervisor supervisor;
    private readonly Log log;
    private readonly Action<Market, double, double> rescale;
    private readonly Clock clock;
    private readonly EquityCurve curve;
    private readonly RunProfile? profile;
    private readonly LiveSession? session;
    private readonly MarketList markets;
    private readonly bool worksOnEveryBar;
    private bool isWatching = true;
    private Action? between;
    private long passed;
    private volatile bool isReportDue = true;
    private StrategyDeclaration declaration;
    private Schedule schedule;

    /// <summary>A runner of one strategy over one feed.</summary>
    public StrategyRunner(
        StrategyDeclaration declaration, MarketList markets, MarketFeed feed, IReadOnlyList<(Market Market, BarBuilder Builder)> builders,
        Schedule schedule, IVenue venue, BrokerVenue? broker, OrderBook book, IReadOnlyList<OrderDesk> desks, RiskEngine risk, Account account, Financing financing, Settlement settlement, CorporateActions actions, Supervisor supervisor, Log log, Clock clock, EquityCurve curve, RunProfile? profile, LiveSession? session)
    {
        this.declaration = declaration;
        Builders = builders;
        flow = new BarFlow(feed, builders, markets.Count, supervisor);
        this.schedule = schedule;
        this.venue = venue;
        this.broker = broker;
        this.book = book;
        this.desks = [.. desks];
        this.risk = risk;
        this.account = account;
        this.financing = financing;
        this.settlement = settlement;
        this.actions = actions;
        this.supervisor = supervisor;
        this.log = log;
        rescale = flow.Rescale;
        this.clock = clock;
        this.curve = curve;
        this.profile = profile;
        this.session = session;
        this.markets = markets;
        worksOnEveryBar = financing.IsAny || venue.NeedsEveryBar;
    }

    /// <summary>How many instants have been handled.</summary>
    public long Steps { get; private set; }

    /// <summary>Brings indicators up to date with bars from before the run. No handler runs.</summary>
    public void WarmUp(MarketFeed past)
    {
        var future = flow.Feed;
        flow.Feed = past;
        for (long time = NextTime(); time != long.MaxValue; time = NextTime())
        {
            flow.Show(time);
            actions.Apply(flow.Feed.Updated, rescale);
            flow.Update(time, flow.Feed.Updated);
        }

        flow.CloseDue(curve.Start.Ticks);
        flow.Feed = future;
    }

    /// <summary>Runs the strategy to the end of the feed.</summary>
    /// <param name="between">Runs between two events; null for nothing.</param>
    /// <param name="progress">Is told how far the run has come, at first and whenever it is asked for; null when nobody wants to know.</param>
    /// <param name="cancellation">Ends the run early, as if the data had ended.</param>
    /// <exception cref="StrategyFaultException">The strategy threw, or used more than it may.</exception>
    public void Run(Action? between, IProgress<RunPoint>? progress, CancellationToken cancellation)
    {
        this.between = between;
        clock.UtcNow = curve.Start;
        schedule.Begin(curve.Start);
        foreach (var handler in declaration.StartHandlers) supervisor.Run("OnStart", handler);
        if (session is not null) between?.Invoke();
        for (long time = Next(cancellation); time != long.MaxValue; time = Next(cancellation))
        {
            clock.UtcNow = new DateTime(time, DateTimeKind.Utc);
            if (cancellation.IsCancellationRequested) break;
            if (isReportDue) Report(progress);
            if (profile is not null && RunProfile.IsDue(Steps)) LookAtStep(profile, time);
            else Step<Unmarked>(time);
            Steps++;
            between?.Invoke();
        }

        // A session that is interrupted has not ended: it is taken up again later.
        if (session is not null && cancellation.IsCancellationRequested) return;
        foreach (var handler in declaration.StopHandlers) supervisor.Run("OnStop", handler);
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
    }

    /// <summary>The next instant at which something happens. Nothing happens after the last bar.</summary>
    private long NextTime()
    {
        long bars = flow.NextTime();
        return bars == long.MaxValue ? bars : Math.Min(bars, schedule.NextTime);
    }

    /// <summary>The next instant of a session at which something happens; waits for the world where nothing is due.</summary>
    private long AwaitNextTime(LiveSession live, CancellationToken cancellation)
    {
        while (true)
        {
            long next = NextTime();
            if (next == long.MaxValue) next = Due(passed);
            if (next != long.MaxValue) return next;
            if (live.Events.Next(cancellation) is not { } happened) return long.MaxValue;
            passed = happened.Time.Ticks;
            if (happened.Command is { } command) Obey(command);
            if (happened.News is { } news) Hear(news);
            if (happened.Bars.Count > 0) flow.Feed.Push(passed, happened.Bars.Select(b => (markets[b.Symbol], b.Bar, b.Quote)));
        }
    }

    private void Obey(SessionCommand command)
    {
        if (command is SessionCommand.Halt or SessionCommand.Flatten) risk.Hold();
        else if (command == SessionCommand.Resume) Resume();
        else if (command is SessionCommand.Arm or SessionCommand.Disarm) risk.IsArmed = command == SessionCommand.Arm;
        log.Warning(command switch
        {
            SessionCommand.Resume => "Trading is resumed.",
            SessionCommand.Halt => "Trading is halted: working orders are cancelled.",
            SessionCommand.Flatten => "Trading is halted: working orders are cancelled, and positions closed.",
            SessionCommand.Arm => "Armed: orders go to the broker from now on.",
            SessionCommand.Disarm => "Disarmed: no order goes to the broker any more.",
            SessionCommand.Rollback => "The version of the script that ran before is taken again.",
            SessionCommand.Reload => "The script is taken as it is in its file now.",
            _ => "Working orders are cancelled.",
        });
        if (command is SessionCommand.Halt or SessionCommand.Flatten or SessionCommand.Cancel)
            Respond(command == SessionCommand.Flatten ? BreachAction.Flatten : BreachAction.Halt);

        between?.Invoke();
    }

    private void Resume()
    {
        risk.Resume();
        foreach (var desk in desks) desk.StopFlattening();
    }

    /// <summary>Acts on what the broker says: the strategy is told of fills and orders at once.</summary>
    private void Hear(BrokerNews news)
    {
        if (news is StandingNews standing) Weigh(standing.Difference);
        broker!.Take(news);
        account.Mark();
        if (risk.Watch() is { } breach) Respond(breach);
        TellNotices();
        foreach (var desk in desks) desk.ContinueFlattening();
        account.MarkChanges();
        between?.Invoke();
    }

    private void Weigh(string? difference)
    {
        if (difference is null && risk.Doubt is not null) log.Warning("The account agrees with the broker again: orders pass as before.");
        if (difference is not null) log.Error($"The account does not agree with the broker, and only orders that make a position smaller pass: {difference}.");
        risk.Doubt = difference;
    }

    /// <summary>The next time of day or end of a longer bar, if it has come.</summary>
    private long Due(long now)
    {
        long due = Math.Min(schedule.NextTime, flow.NextClose);
        return due <= now ? due : long.MaxValue;
    }

    private long Next(CancellationToken cancellation) => session is null ? NextTime() : AwaitNextTime(session, cancellation);

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
        if (worksOnEveryBar || book.HasOpen || settlement.HasPending || time > actions.NextTime) Work(time, updated);
        TMarks.Enter(profile, RunStage.Accounting);
        if (account.HoldsAny) SeeRoundTrips(updated);
        account.MarkLatest();
        TMarks.Enter(profile, RunStage.Risk);
        if (risk.Watch() is { } breach) Respond(breach);
        TMarks.Enter(profile, RunStage.Script);
        TellNotices();
        TMarks.Enter(profile, RunStage.Indicators);
        flow.Update(time, updated);
        TMarks.Enter(profile, RunStage.Script);
        RunHandlers(time, updated);
        TMarks.Enter(profile, RunStage.Match);
        if (book.HasOpen) venue.WorkAtClose(clock.UtcNow, updated);
        TMarks.Enter(profile, RunStage.Script);
        TellNotices();
        if (isWatching) Watch(updated);
        TMarks.Enter(profile, RunStage.Accounting);
        account.MarkChanges();
        curve.Add(time, account.Equity, account.Cash, account.GrossExposure);
    }

    /// <summary>Lets the desks look after stops and exits of their own.</summary>
    private void Watch(ReadOnlySpan<Market> updated)
    {
        isWatching = false;
        foreach (var desk in desks)
        {
            desk.Watch(updated);
            isWatching |= desk.IsWatching;
        }
    }

    /// <summary>What happens before anybody is told of the bars. Most bars meet no order, and nothing else is due on them.</summary>
    private void Work(long time, ReadOnlySpan<Market> updated)
    {
        financing.Accrue(clock.UtcNow);
        settlement.Advance(clock.UtcNow);
        if (time > actions.NextTime) actions.Apply(updated, rescale);
        venue.Work(clock.UtcNow, updated);
    }

    private void Respond(RiskBreach breach)
    {
        log.Error($"Risk limit {breach.Limit}: {breach.Message}; action: {breach.Action}.");
        Respond(breach.Action);
    }

    private void Respond(BreachAction action)
    {
        foreach (var desk in desks) desk.Respond(action);
        isWatching = true;
    }

    private void SeeRoundTrips(ReadOnlySpan<Market> updated)
    {
        foreach (var market in updated) book.RoundTrips.See(market);
    }

    private void RunHandlers(long time, ReadOnlySpan<Market> updated)
    {
        foreach (var market in updated)
        {
            market.TickListeners?.Handle(market, supervisor);
            market.Listeners.Handle(supervisor, in market.Bar);
        }

        if (flow.Closing.Count > 0) RunHandlersOfLongerBars();
        if (schedule.NextTime <= time) schedule.RunDue(time, supervisor);
    }

    private void RunHandlersOfLongerBars()
    {
        foreach (var builder in flow.Closing) builder.Listeners.Handle(supervisor, in builder.Latest);
    }

    /// <summary>Tells what has happened up to now. What the strategy causes while it listens is told the next time.</summary>
    private void TellNotices()
    {
        if (book.Untold > 0) TellNotices(book.Untold);
    }

    private void TellNotices(int count)
    {
        for (int left = count; left > 0; left--)
        {
            var notice = book.NextNotice();
            if (notice.Fill is { } fill)
            {
                foreach (var handler in declaration.FillHandlers) supervisor.Run("OnFill", handler, in fill);
            }

            if (notice.Order.Status != notice.Status) continue;
            foreach (var handler in declaration.OrderHandlers) supervisor.Run("OnOrder", handler, notice.Order);
        }
    }
}
