using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Profiling;
using StrategyHost.Engine.Results;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Runs.Reloading;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Venues;
using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Engine.Runs;

/// <summary>Puts a run on past data together: a source of bars, a clock that follows them, and a simulated venue.</summary>
public sealed class Backtest
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(50);
    private readonly BacktestSettings settings;
    private readonly Func<string, BarSeries> load;
    private readonly Func<string, BarSeries?>? loadRate;
    private readonly Func<string, Resolution, BarSeries?>? loadFiner;
    private readonly IReloadSource? reloads;
    private readonly RunProfile? profile;
    private readonly LiveSession? session;
    private readonly Clock clock = new();
    private readonly ClockedLog log;
    private readonly Supervisor supervisor;

    /// <summary>A backtest with these settings.</summary>
    /// <param name="settings">How to run it.</param>
    /// <param name="load">Gives the bars of a symbol; what it throws ends the run.</param>
    /// <param name="runLog">Where lines go.</param>
    /// <param name="loadRate">Gives the bars of a pair of currencies, or null when there are none; null when instruments must be in the account's currency.</param>
    /// <param name="loadFiner">Gives bars of a symbol that are shorter than a length, or null when there are none.</param>
    /// <param name="reloads">Gives new versions of the strategies while they run; null for none.</param>
    /// <param name="session">Where events come from that are not in the data; null when the data is all there is.</param>
    /// <param name="profile">Finds out what the run spends its time on; null when nobody wants to know.</param>
    public Backtest(
        BacktestSettings settings, Func<string, BarSeries> load, IRunLog runLog,
        Func<string, BarSeries?>? loadRate = null, Func<string, Resolution, BarSeries?>? loadFiner = null, IReloadSource? reloads = null, RunProfile? profile = null, LiveSession? session = null)
    {
        this.session = session;
        this.profile = profile;
        this.loadFiner = loadFiner;
        this.reloads = reloads;
        this.loadRate = loadRate;
        this.settings = settings;
        this.load = load;
        log = new ClockedLog(clock, runLog);
        supervisor = new Supervisor(settings.Limits, clock, log, TimeProvider.System);
    }

    /// <summary>Runs a strategy. The strategy is used up: it belongs to this run.</summary>
    /// <inheritdoc cref="Run(IReadOnlyList{ValueTuple{string, Strategy}}, IProgress{RunPoint}, CancellationToken)"/>
    /// <param name="strategy">The strategy, not attached to a run yet.</param>
    public BacktestResult Run(Strategy strategy, IProgress<RunPoint>? progress, CancellationToken cancellation) => Run([("", strategy)], progress, cancellation);

    /// <summary>
    /// Runs strategies on one account: each sees its own positions and an equal part of the cash, and the account nets them.
    /// The strategies are used up.
    /// </summary>
    /// <param name="strategies">The strategies with their names, not attached to a run yet.</param>
    /// <param name="progress">Is told the run's time now and then; null when nobody wants to know.</param>
    /// <param name="cancellation">Ends the run early, with the result so far.</param>
    /// <exception cref="SetupException">The settings fit neither the strategies nor the data.</exception>
    /// <exception cref="StrategyFaultException">A strategy threw, or used more than it may.</exception>
    public BacktestResult Run(IReadOnlyList<(string Name, Strategy Strategy)> strategies, IProgress<RunPoint>? progress, CancellationToken cancellation) =>
        StrategyThread.Run(supervisor, () => RunHere(strategies, progress, cancellation));

    private BacktestResult RunHere(IReadOnlyList<(string Name, Strategy Strategy)> strategies, IProgress<RunPoint>? progress, CancellationToken cancellation)
    {
        var account = new Account(settings.Cash, settings.Currency);
        var running = strategies.Select(s => Declare(s.Name, s.Strategy, strategies.Count, account)).ToList();
        var declaration = StrategyDeclaration.Merge(running.Select(r => r.Declaration));
        if (declaration.Symbols.Count == 0)
            throw new SetupException("The strategy names no symbol: call OnBar, an indicator or Use with one, such as OnBar(\"SPX\", bar => { … }).");

        var (markets, rates) = OpenMarkets(declaration, account);
        var all = new MarketList([.. markets, .. rates]);
        var books = running.Select(r => r.Book).ToList();
        foreach (var own in books)
        {
            foreach (var market in markets) own.Open(market);
        }

        var feed = Feed(markets, all);
        var book = new OrderBook(markets, account, clock, log);
        var broker = session?.Venue == SessionVenue.Live ? new BrokerVenue(book, session.ClientIdOf, log) : null;
        var venue = broker ?? VenueFor(account, book);
        var calendar = markets.Select(m => m.Calendar).MaxBy(c => c.PeriodsPerYear)!;
        var risk = Risk(markets, account, book, new TradingDay(calendar, clock));
        var links = new OrderLinks(book, markets, venue, risk);
        var desks = books.Select(own => new OrderDesk(markets, account, book, risk, venue, links, own, settings.Risk, clock, log, profile)).ToList();
        supervisor.CancelOrders = () => desks.ForEach(d => d.CancelAll());
        var settlement = new Settlement(settings.Risk.SettlementDays, calendar, account);
        book.Traded += (_, market, fill) =>
        {
            settlement.Take(fill, market);
            foreach (var own in books) own.Book(market, fill);
            risk.Note(book.RoundTrips.Closed);
            foreach (var desk in desks) desk.Protect(market);
        };
        book.Ended += order =>
        {
            if (order.Status == OrderStatus.Rejected) risk.NoteReject();
        };
        book.Adoption += (market, fill) =>
        {
            settlement.Take(fill, market);
            foreach (var desk in desks) desk.Protect(market);
        };
        var curve = new EquityCurve(account.Equity, session?.Start ?? feed.NextStart, calendar);
        var runner = new StrategyRunner(
            declaration, all, feed, Listening.Builders(declaration, markets, []), new Schedule(declaration, markets), venue, broker, book, desks, risk, account,
            new Financing(settings.Financing, account, markets, books), settlement, new CorporateActions(all, account, book, books, venue, log), supervisor, log, clock, curve, profile, session);
        for (int i = 0; i < running.Count; i++) running[i].Context.Open(markets, desks[i]);
        if ((session?.Start ?? settings.From) is { } from) runner.WarmUp(new MarketFeed(all, from: null, to: from));
        var reloader = reloads is null ? null : new Reloader(reloads, running, markets, desks, supervisor, clock, log, old => Renew(old, strategies.Count));
        using var reports = progress is null ? null : TimeProvider.System.CreateTimer(_ => runner.AskForReport(), null, BetweenReports, BetweenReports);
        var view = new LiveView(clock, book, account, risk, broker);
        Action? between = reloader is null && session?.AfterEvent is null ? null : () =>
        {
            session?.AfterEvent?.Invoke(view);
            reloader?.Work(runner);
        };
        runner.Run(between, progress, cancellation);
        return Result(running, markets, feed, book, risk, account, curve, calendar);
    }

    private IVenue VenueFor(Account account, OrderBook book) => session?.Venue == SessionVenue.Shadow
        ? new ShadowVenue(book)
        : new SimulatedVenue(account, settings.Fills, settings.Commission, settings.Slippage, settings.Risk is { BuyingPower: true, InitialMargin: null }, settings.Seed, clock, book);

    private BacktestResult Result(
        List<RunningStrategy> running, MarketList markets, MarketFeed feed, OrderBook book, RiskEngine risk, Account account, EquityCurve curve,
        TradingCalendar calendar) => new()
        {
            Settings = settings,
            Parameters = [.. running.SelectMany(r => r.Parameters.Declared.Select(d => running.Count == 1 ? d : (d.Parameter with { Name = $"{r.Name}.{d.Parameter.Name}" }, d.Value)))],
            Instruments = [.. markets.Select(m => m.Instrument)],
            Resolution = markets.Select(m => m.Series.Resolution).MinBy(r => r.Span),
            Calendar = calendar,
            From = curve.Start,
            To = new DateTime(curve.Latest.Time, DateTimeKind.Utc),
            Bars = feed.Bars,
            Account = account,
            Books = [.. running.Select(r => r.Book)],
            Orders = book.Orders,
            Fills = book.Fills,
            RoundTrips = book.RoundTrips.Closed,
            OpenProfit = markets.Sum(book.RoundTrips.OpenProfit),
            Equity = curve,
            Breaches = risk.Breaches,
            LargestVolumeShare = book.LargestVolumeShare,
            IsComplete = feed.NextTime == long.MaxValue,
            Decisions = [.. running.SelectMany(r => r.Context.Decisions)],
            Indicators = [.. running.SelectMany(r => r.Declaration.Indicators)],
            Data = (markets.Min(m => m.Series.Count > 0 ? m.Series[0].Start : DateTime.MaxValue), markets.Max(m => m.Series.Count > 0 ? m.Series[m.Series.Count - 1].End : DateTime.MinValue)),
        };

    /// <summary>Lets a strategy declare what it wants. One of several takes its parameters by its name: <c>trend.fast</c>.</summary>
    private RunningStrategy Declare(string name, Strategy strategy, int count, Account account)
    {
        var book = count == 1 ? StrategyBook.Whole(name, account) : StrategyBook.Part(name, settings.Cash / count, settings.Currency);
        var running = Make(name, count, book, null);
        clock.UtcNow = settings.From ?? DateTime.UnixEpoch;
        supervisor.Declare(strategy, running.Context);
        running.Parameters.CheckNames();
        return running;
    }

    /// <summary>A strategy that has declared nothing yet, in the place of another.</summary>
    private RunningStrategy Renew(RunningStrategy old, int count) => Make(old.Name, count, old.Book, old.State);

    private RunningStrategy Make(string name, int count, StrategyBook book, StateSet? before)
    {
        var declaration = new StrategyDeclaration();
        var parameters = new ParameterSet(count == 1 ? settings.Parameters : ParametersOf(name));
        var state = new StateSet(before);
        return new RunningStrategy(
            name, book, parameters, declaration, state, new StrategyContext(declaration, parameters, state, book, clock, log, new Random(settings.Seed), settings.RecordsDecisions));
    }

    private Dictionary<string, string> ParametersOf(string name) => settings.Parameters
        .Where(p => p.Key.StartsWith(name + ".", StringComparison.Ordinal))
        .ToDictionary(p => p.Key[(name.Length + 1)..], p => p.Value);

    /// <summary>The markets that the strategy names, and behind them those of the pairs that turn their currencies into the account's.</summary>
    private (MarketList Markets, List<Market> Rates) OpenMarkets(StrategyDeclaration declaration, Account account)
    {
        var markets = new List<Market>();
        var rates = new List<Market>();
        foreach (var series in declaration.Symbols.Select(load).ToList())
        {
            Check(series.Instrument);
            string symbol = series.Instrument.Symbol;
            var position = new Position(series.Instrument);
            account.Portfolio.Add(position);
            var market = new Market(markets.Count, series, position, new BarListeners(new BarView(symbol, null), [], [], []))
            {
                Finer = loadFiner is null ? null : new Lazy<BarSeries?>(() => loadFiner(symbol, series.Resolution)),
                Conversion = ConversionOf(series.Instrument, declaration.Symbols.Count, rates),
            };
            Listening.To(market, declaration);
            markets.Add(market);
        }

        return (new MarketList(markets), rates);
    }

    private Conversion? ConversionOf(Instrument instrument, int before, List<Market> rates)
    {
        if (instrument.Currency == settings.Currency) return null;
        foreach (var (pair, isInverse) in new[] { (instrument.Currency + settings.Currency, false), (settings.Currency + instrument.Currency, true) })
        {
            if (rates.Find(r => r.Instrument.Symbol == pair) is { } known) return new Conversion(known, isInverse);
            if (loadRate?.Invoke(pair) is not { } series) continue;
            var market = new Market(before + rates.Count, series, new Position(series.Instrument), new BarListeners(pair, [], [], []));
            rates.Add(market);
            return new Conversion(market, isInverse);
        }

        throw new SetupException($"{instrument.Symbol} is priced in {instrument.Currency} and the account is in {settings.Currency}: give data for {instrument.Currency}{settings.Currency} or {settings.Currency}{instrument.Currency}, or run it with --currency {instrument.Currency}.");
    }

    private void Check(Instrument instrument)
    {
        if (settings.Slippage is TickSlippage && instrument.TickSize == 0)
            throw new SetupException($"Slippage in ticks needs a tick size, and {instrument.Symbol} has none: write the slippage in price units or bps, or give the tick size in instruments.json.");
    }

    private MarketFeed Feed(MarketList markets, MarketList all)
    {
        var feed = new MarketFeed(all, session?.Start ?? settings.From, session?.Start ?? settings.To);
        if (session is not null || feed.NextTime != long.MaxValue) return feed;
        string has = string.Join("; ", markets.Where(m => m.Series.Count > 0).Select(m =>
            string.Create(CultureInfo.InvariantCulture, $"{m.Instrument.Symbol} has {m.Series[0].Start:yyyy-MM-dd} to {m.Series[m.Series.Count - 1].End:yyyy-MM-dd}")));
        throw new SetupException($"There is no bar in the time asked for: {has}.");
    }

    private RiskEngine Risk(MarketList markets, Account account, OrderBook book, TradingDay day)
    {
        var configured = RiskRules.Configured(settings.Risk, markets, account, book, settings.Commission, clock, day);
        return new RiskEngine(settings.Risk, RiskRules.Certain(), configured, account, clock, day) { IsArmed = session?.Venue != SessionVenue.Live };
    }
}
