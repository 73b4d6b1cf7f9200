using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Runs.Reloading;

/// <summary>
/// Puts a new version of a strategy in the place of the old one. The new version declares what it wants, sees all past
/// bars of its symbols on markets of its own, takes over state, orders and positions, and only then listens to the run.
/// Whatever goes wrong before leaves the old version as it was.
/// </summary>
internal sealed class Reloader(
    IReloadSource source, List<RunningStrategy> running, MarketList markets, IReadOnlyList<OrderManager> managers, Supervisor supervisor,
    Clock clock, Log log, ReloadTarget target)
{
    /// <summary>Takes the versions that wait.</summary>
    /// <param name="runner">The run, between two events.</param>
    public void Work(TradingRun runner)
    {
        while (source.Take(clock.UtcNow) is { } reload) source.Note(Replace(reload, runner));
    }

    private ReloadRecord Replace(StrategyReload reload, TradingRun runner)
    {
        int index = running.FindIndex(r => r.Name == reload.Strategy);
        if (index < 0) return Refuse(reload, $"there is no strategy '{reload.Strategy}' in this run");
        try
        {
            supervisor.Try(() => Replace(index, reload, runner));
            log.Info(reload.Terms is { } terms
                ? $"{reload.Strategy} goes on with changed terms: {terms.Description}." : $"{reload.Strategy} was reloaded, version "
                    + $"{reload.Version}.");
            return new ReloadRecord(clock.UtcNow, reload.Strategy, reload.Version, null);
        }
        catch (Exception failure) when (failure is SetupException or StrategyFaultException)
        {
            return Refuse(reload, failure.Message);
        }
    }

    private void Replace(int index, StrategyReload reload, TradingRun runner)
    {
        var old = running[index];
        var next = target.Renew(old, reload.Terms);
        supervisor.Declare(reload.Create(), next.Context);
        next.Parameters.CheckNames();
        var warm = WarmUp(next.Declaration);
        next.Context.Adopt(old.Context);
        running[index] = next;
        var declaration = StrategyDeclaration.Merge(running.Select(r => r.Declaration));
        foreach (var market in markets) Listening.To(market, declaration);
        runner.Continue(declaration, Listening.Builders(declaration, markets, [.. runner.Builders, .. warm]),
            new Schedule(declaration, markets));
        next.Context.Open(markets, managers[index], old.Context.Steps);
        if (reload.Terms is { } terms) target.Use(terms);
    }

    private ReloadRecord Refuse(StrategyReload reload, string reason)
    {
        log.Error(reload.Terms is { } terms
            ? $"{reload.Strategy} cannot go on with changed terms ({terms.Description}), and goes on as it was: {reason}"
            : $"{reload.Strategy} was not reloaded, and its old version goes on: {reason}");
        return new ReloadRecord(clock.UtcNow, reload.Strategy, reload.Version, reason);
    }

    /// <summary>Shows a declaration all bars up to now; what it builds longer bars with goes on in the run.</summary>
    private List<(Market Market, BarBuilder Builder)> WarmUp(StrategyDeclaration declaration)
    {
        var own = new List<Market>();
        foreach (var symbol in declaration.Symbols)
        {
            if (!markets.TryFind(symbol, out var market))
                throw new SetupException(
                    $"{symbol} is not a symbol of this run ({string.Join(", ", markets.Select(m => m.Instrument.Symbol))}): start the "
                        + $"strategy anew to trade it.");
            var past = new Market(market.Index, market.Series, new Position(market.Instrument),
                new BarListeners(new BarView(symbol, null), [], [], []));
            Listening.To(past, declaration);
            own.Add(past);
        }

        var builders = Listening.Builders(declaration, own, []);
        var flow = new BarFlow(new MarketFeed(own, from: null, to: clock.UtcNow), builders, markets.Count, supervisor, log);
        var actions = new ActionSchedule(markets);
        for (long time = flow.NextTime(); time <= clock.UtcNow.Ticks; time = flow.NextTime())
        {
            Show(time, flow, actions);
        }

        ShowWhatCame(own, flow, actions);
        flow.CloseDue(clock.UtcNow.Ticks);
        return builders;
    }

    /// <summary>Shows what has come since the run began and is not in the data.</summary>
    private void ShowWhatCame(List<Market> own, BarFlow flow, ActionSchedule actions)
    {
        var came = own.SelectMany(m => markets[m.Instrument.Symbol].Shown.Select(s => (Market: m, s.Bar, s.Quote))).OrderBy(s => s.Bar.End);
        foreach (var (market, bar, quote) in came)
        {
            long time = bar.End.Ticks;
            flow.Feed.Push(time, [(market, bar, quote)]);
            Show(time, flow, actions);
        }
    }

    private static void Show(long time, BarFlow flow, ActionSchedule actions)
    {
        flow.Show(time);
        foreach (var market in flow.Feed.Updated)
        {
            while (actions.Next(market) is { } action) flow.Rescale(market, ActionSchedule.ScaleOf(action, market.CloseBefore));
        }

        flow.Build();
        flow.Update(time, flow.Feed.Updated, closes: true);
    }
}
