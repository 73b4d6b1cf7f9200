using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Profiling;
using StrategyHost.Engine.Results;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Risk.Rules;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Runs.Reloading;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Venues;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Runs;

/// <summary>
/// Puts a run together from its three ports: where bars come from, what clock says, and which venue takes the orders. Here alone a backtest
/// and a live session part ways.
/// </summary>
internal sealed class RunComposition
{
    private BacktestSettings settings;
    private readonly BarSources data;
    private readonly LiveRunSettings? live;
    private readonly RunProfile? profile;
    private readonly Clock clock = new();
    private readonly ClockedLog log;
    private List<RunningStrategy> running = [];
    private MarketList markets = null!;
    private MarketFeed feed = null!;
    private RiskEngine risk = null!;
    private FillProcessor fills = null!;
    private OrderStore store = null!;
    private Account account = null!;
    private EquityCurve curve = null!;
    private TradingCalendar calendar = null!;
    private RunOrders orders = null!;
    private IReadOnlyList<PositionGuards?> guards = [];
    private TradingDay day = null!;

    /// <summary>A composition of nothing yet.</summary>
    /// <param name="settings">How to run.</param>
    /// <param name="data">Where bars come from.</param>
    /// <param name="runLog">Where lines go.</param>
    /// <param name="live">What a session needs beyond that; null for a backtest.</param>
    /// <param name="profile">Finds out what the run spends its time on; null when nobody wants to know.</param>
    public RunComposition(BacktestSettings settings, BarSources data, IRunLog runLog, LiveRunSettings? live, RunProfile? profile)
    {
        this.settings = settings;
        this.data = data;
        this.live = live;
        this.profile = profile;
        log = new ClockedLog(clock, runLog);
        Supervisor = new Supervisor(settings.Limits, clock, log, data.Stopwatch, live?.Faults);
    }

    /// <summary>Runs the strategies' code.</summary>
    public Supervisor Supervisor { get; }

    /// <summary>The run; null before <see cref="Compose"/>.</summary>
    public TradingRun Run { get; private set; } = null!;

    /// <summary>The run, to be looked at between two events.</summary>
    public LiveView View => new(Run, orders, markets, (account, risk), clock);

    /// <summary>Puts the run together. The strategies are used up.</summary>
    /// <exception cref="SetupException">The settings fit neither the strategies nor the data.</exception>
    /// <exception cref="StrategyFaultException">A strategy threw while it declared, or used more than it may.</exception>
    public void Compose(IReadOnlyList<(string Name, Strategy Strategy)> strategies)
    {
        account = new Account(settings.Cash, settings.Currency);
        running = [.. strategies.Select(s => Declare(s.Name, s.Strategy, strategies.Count, account))];
        var declaration = StrategyDeclaration.Merge(running.Select(r => r.Declaration));
        if (declaration.Symbols.Count == 0)
            throw new SetupException(
                "The strategy names no symbol: call OnBar, an indicator or Use with one, such as OnBar(\"SPX\", bar => { … }).");

        (markets, var rates) = OpenMarkets(declaration, account);
        var all = new MarketList([.. markets, .. rates]);
        var books = running.Select(r => r.Book).ToList();
        foreach (var own in books)
        {
            foreach (var market in markets) own.Open(market);
        }

        feed = Feed(markets, all);
        calendar = markets.Select(m => m.Calendar).MaxBy(c => c.PeriodsPerYear)!;
        curve = new EquityCurve(account.Equity, live?.Start ?? feed.NextStart, calendar);
        day = new TradingDay(calendar, clock);
        orders = Orders(books);
        var actions = new CorporateActions(all, account, store, books, orders.Venue, fills, log);
        Run = new TradingRun(
            declaration,
            new RunMarkets(all, feed, Listening.Builders(declaration, markets, []), new Schedule(declaration, markets), actions),
            orders,
            new RunAccount(account, new Financing(settings.Financing, account, markets, books), fills.Settlement!, risk, curve),
            new RunSupport(Supervisor, clock, log, profile))
        {
            MissedTimers = live?.MissedTimers
        };
        for (int i = 0; i < running.Count; i++) running[i].Context.Open(markets, orders.Managers[i], orders.Steps);
        if ((live?.Start ?? settings.From) is { } from) Run.WarmUp(new MarketFeed(all, from: null, to: from));
    }

    /// <summary>What puts new versions of the strategies in the place of old ones.</summary>
    public Reloader ReloaderOf(IReloadSource source) =>
        new(source, running, markets, orders.Managers, Supervisor, clock, log,
            new ReloadTarget((old, terms) => Renew(old, running.Count, terms?.Parameters ?? settings.Parameters), Use));

    /// <summary>What has come of the run so far.</summary>
    public BacktestResult Result() => new()
    {
        Settings = settings,
        Parameters = [.. running.SelectMany(r => r.Parameters.Declared.Select(d =>
            running.Count == 1 ? d : (d.Parameter with { Name = $"{r.Name}.{d.Parameter.Name}" }, d.Value)))],
        Instruments = [.. markets.Select(m => m.Instrument)],
        Resolution = markets.Select(m => m.Series.Resolution).MinBy(r => r.Span),
        Calendar = calendar,
        From = curve.Start,
        To = new DateTime(curve.Latest.Time, DateTimeKind.Utc),
        Bars = feed.Bars,
        Account = account,
        Totals = AccountTotals.Of(account),
        Books = [.. running.Select(r => r.Book)],
        Orders = store.Orders,
        Fills = store.Fills,
        RoundTrips = fills.RoundTrips.Closed,
        OpenProfit = markets.Sum(fills.RoundTrips.OpenProfit),
        Equity = curve,
        Breaches = risk.Breaches,
        LargestVolumeShare = fills.LargestVolumeShare,
        IsComplete = feed.NextTime == long.MaxValue,
        Decisions = [.. running.SelectMany(r => r.Context.Decisions)],
        Indicators = [.. running.SelectMany(r => r.Declaration.Indicators)],
        Data = (markets.Min(m => m.Series.Count > 0 ? m.Series[0].Start : DateTime.MaxValue),
            markets.Max(m => m.Series.Count > 0 ? m.Series[m.Series.Count - 1].End : DateTime.MinValue)),
    };

    /// <summary>The order path, from the strategies' wishes to the venue.</summary>
    private RunOrders Orders(IReadOnlyList<StrategyBook> books)
    {
        store = new OrderStore(markets, clock, log) { Journal = live?.Journal };
        fills = new FillProcessor(markets, store, account, books, log)
        {
            Settlement = new Settlement(settings.Risk.SettlementDays, calendar, account)
        };
        var venue = VenueFor(fills);
        fills.Risk = risk = Risk();
        var gateway = new OrderGateway(markets, store, risk, venue, fills, log) { Profile = profile, Books = books };
        var contingencies = new Contingencies(markets, gateway, clock, log);
        var overfills = new Overfills(gateway, contingencies, books, live?.Overfill ?? OverfillPolicy.Close, log);
        contingencies.Overfills = overfills;
        bool isGuarded = live is not null || settings.Risk is not { StopLoss: null, TakeProfit: null };
        guards = [.. books.Select(own => isGuarded ? new PositionGuards(settings.Risk, gateway, own, overfills) : null)];
        var targets = books.Select(own => venue.CanOverfill ? new PositionTargets(store, gateway, own, overfills) : null).ToList();
        var followUp = new OrderFollowUp(fills, contingencies, overfills, [.. guards.OfType<PositionGuards>()],
            [.. targets.OfType<PositionTargets>()], venue);
        var parts = new OrderParts(markets, account, store, gateway, contingencies, followUp, log);
        var all = books.Select((own, i) => new OrderManager(parts, own, guards[i], targets[i], clock)).ToList();
        Supervisor.Faulted = policy => Run.Respond(policy);
        var ended = live?.Retention is { } retention ? new EndedOrders(retention, store, fills.RoundTrips, contingencies, venue) : null;
        if (venue is BrokerVenue broker) broker.Recall = ended is null ? null : ended.Recall;
        return new RunOrders(store, venue, followUp, all, fills.RoundTrips) { Steps = fills.Steps, Ended = ended };
    }

    private IVenue VenueFor(IExecutionListener listener) => live?.Venue switch
    {
        SessionVenue.Live => new BrokerVenue(listener, live.ClientIds, live.Broker?.AmendsOrders ?? true),
        SessionVenue.Shadow => new ShadowVenue(listener),
        _ => new SimulatedVenue(account, settings.Fills, settings.Commission, settings.Slippage,
            settings.Risk is { BuyingPower: true, InitialMargin: null }, settings.Seed, clock, listener),
    };

    private RiskEngine Risk()
    {
        var certain = Broker is { } can ? [.. RiskRules.Certain(), new BrokerCapabilities(can)] : RiskRules.Certain();
        return new RiskEngine(settings.Risk, certain, ConfiguredRules(settings.Risk), account, clock, day)
        {
            IsArmed = live is not { Venue: SessionVenue.Live, IsArmedFromStart: false },
            StaleAfter = live?.StaleAfter,
            CallsForDebt = settings.Risk.BuyingPower && live?.Venue is not (SessionVenue.Live or SessionVenue.Shadow),
        };
    }

    /// <summary>What the broker can do whose orders these are, or are to be; null where there is none.</summary>
    private TradingCapabilities? Broker => live?.Broker ?? settings.Broker;

    private IReadOnlyList<RiskRule> ConfiguredRules(RiskLimits limits)
    {
        var configured = RiskRules.Configured(limits, markets, account, store, settings.Commission, clock, day);
        if (Broker is { } can) configured = [new BrokerPositions(can), .. configured];
        return live is null ? [new EndedData(clock), .. configured] : configured;
    }

    /// <summary>Lets the run go on with other terms: what was counted for limits that stay is kept, and positions are guarded as they are
    /// to be from now on.</summary>
    private void Use(RunTerms terms)
    {
        settings = settings with { Parameters = terms.Parameters, Risk = terms.Risk, Limits = terms.Limits };
        Supervisor.Use(terms.Limits);
        risk.Use(terms.Risk, ConfiguredRules(terms.Risk));
        foreach (var guard in guards) guard?.Use(terms.Risk, markets);
        orders.FollowUp.Run();
    }

    /// <summary>Lets a strategy declare what it wants. One of several takes its parameters by its name: <c>trend.fast</c>.</summary>
    private RunningStrategy Declare(string name, Strategy strategy, int count, Account of)
    {
        var book = count == 1 ? StrategyBook.Whole(name, of) : StrategyBook.Part(name, settings.Cash / count, settings.Currency);
        var running = Make(name, count, book, null, settings.Parameters);
        clock.UtcNow = settings.From ?? DateTime.UnixEpoch;
        Supervisor.Declare(strategy, running.Context);
        running.Parameters.CheckNames();
        return running;
    }

    /// <summary>A strategy that has declared nothing yet, in the place of another.</summary>
    private RunningStrategy Renew(RunningStrategy old, int count, IReadOnlyDictionary<string, string> values) =>
        Make(old.Name, count, old.Book, old.State, values);

    private RunningStrategy Make(string name, int count, StrategyBook book, StateSet? before, IReadOnlyDictionary<string, string> values)
    {
        var declaration = new StrategyDeclaration();
        var parameters = new ParameterSet(count == 1 ? values : ParametersOf(name, values));
        var state = new StateSet(before);
        return new RunningStrategy(
            name, book, parameters, declaration, state, new StrategyContext(declaration, parameters, state, book, clock,
                count == 1 ? log : new NamedLog(name, log), new Random(settings.Seed), settings.RecordsDecisions));
    }

    private static Dictionary<string, string> ParametersOf(string name, IReadOnlyDictionary<string, string> values) => values
        .Where(p => p.Key.StartsWith(name + ".", StringComparison.Ordinal))
        .ToDictionary(p => p.Key[(name.Length + 1)..], p => p.Value);

    /// <summary>The markets that the strategy names, and behind them those of the pairs that turn their currencies into the
    /// account's.</summary>
    private (MarketList Markets, List<Market> Rates) OpenMarkets(StrategyDeclaration declaration, Account of)
    {
        var opened = new List<Market>();
        var rates = new List<Market>();
        foreach (var series in declaration.Symbols.Select(data.Load).ToList())
        {
            Check(series.Instrument);
            string symbol = series.Instrument.Symbol;
            var position = new Position(series.Instrument);
            of.Portfolio.Add(position);
            var market = new Market(opened.Count, series, position, new BarListeners(new BarView(symbol, null), [], [], []))
            {
                Finer = data.LoadFiner is null ? null : new Lazy<BarSeries?>(() => data.LoadFiner(symbol, series.Resolution)),
                Conversion = ConversionOf(series.Instrument, declaration.Symbols.Count, rates),
            };
            Listening.To(market, declaration);
            opened.Add(market);
        }

        return (new MarketList(opened), rates);
    }

    private Conversion? ConversionOf(Instrument instrument, int before, List<Market> rates)
    {
        if (instrument.Currency == settings.Currency) return null;
        foreach (var (pair, isInverse) in new[] { (instrument.Currency + settings.Currency, false),
            (settings.Currency + instrument.Currency, true) })
        {
            if (rates.Find(r => r.Instrument.Symbol == pair) is { } known) return new Conversion(known, isInverse);
            if (data.LoadRate?.Invoke(pair) is not { } series) continue;
            var market = new Market(before + rates.Count, series, new Position(series.Instrument), new BarListeners(pair, [], [], []));
            rates.Add(market);
            return new Conversion(market, isInverse);
        }

        throw new SetupException(
            $"{instrument.Symbol} is priced in {instrument.Currency} and the account is in {settings.Currency}: give data for "
                + $"{instrument.Currency}{settings.Currency} or {settings.Currency}{instrument.Currency}, or run it with --currency "
                + $"{instrument.Currency}.");
    }

    private void Check(Instrument instrument)
    {
        if (settings.Slippage is TickSlippage && instrument.TickSize == 0)
            throw new SetupException(
                $"Slippage in ticks needs a tick size, and {instrument.Symbol} has none: write the slippage in price units or bps, or "
                    + $"give the tick size in instruments.json.");
    }

    private MarketFeed Feed(MarketList named, MarketList all)
    {
        var between = new MarketFeed(all, live?.Start ?? settings.From, live?.Start ?? settings.To);
        if (live is not null || between.NextTime != long.MaxValue) return between;
        string has = string.Join("; ", named.Where(m => m.Series.Count > 0).Select(m =>
            string.Create(CultureInfo.InvariantCulture,
                $"{m.Instrument.Symbol} has {m.Series[0].Start:yyyy-MM-dd} to {m.Series[m.Series.Count - 1].End:yyyy-MM-dd}")));
        throw new SetupException($"There is no bar in the time asked for: {has}.");
    }
}
