using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Results;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Runs;

/// <summary>Puts a run on past data together: a source of bars, a clock that follows them, and a simulated venue.</summary>
public sealed class Backtest
{
    private readonly BacktestSettings settings;
    private readonly Func<string, BarSeries> load;
    private readonly Func<string, BarSeries?>? loadRate;
    private readonly Clock clock = new();
    private readonly ClockedLog log;

    /// <summary>A backtest with these settings.</summary>
    /// <param name="settings">How to run it.</param>
    /// <param name="load">Gives the bars of a symbol; what it throws ends the run.</param>
    /// <param name="runLog">Where lines go.</param>
    /// <param name="loadRate">Gives the bars of a pair of currencies, or null when there are none; null when instruments must be in the account's currency.</param>
    public Backtest(BacktestSettings settings, Func<string, BarSeries> load, IRunLog runLog, Func<string, BarSeries?>? loadRate = null)
    {
        this.loadRate = loadRate;
        this.settings = settings;
        this.load = load;
        log = new ClockedLog(clock, runLog);
    }

    /// <summary>Runs a strategy. The strategy is used up: it belongs to this run.</summary>
    /// <param name="strategy">The strategy, not attached to a run yet.</param>
    /// <param name="progress">Is told the run's time now and then; null when nobody wants to know.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="SetupException">The settings fit neither the strategy nor the data.</exception>
    /// <exception cref="StrategyFaultException">The strategy threw.</exception>
    public BacktestResult Run(Strategy strategy, IProgress<DateTime>? progress, CancellationToken cancellation)
    {
        var account = new Account(settings.Cash, settings.Currency);
        var parameters = new ParameterSet(settings.Parameters);
        var declaration = new StrategyDeclaration();
        var context = new StrategyContext(declaration, parameters, account.Portfolio, clock, log, new Random(settings.Seed), settings.RecordsDecisions);
        Declare(strategy, context);
        parameters.CheckNames();
        if (declaration.Symbols.Count == 0)
            throw new SetupException("The strategy names no symbol: call OnBar, an indicator or Use with one, such as OnBar(\"SPX\", bar => { … }).");

        var (markets, rates) = OpenMarkets(declaration, account);
        var all = new MarketList([.. markets, .. rates]);
        var builders = Builders(declaration, markets);
        var feed = Feed(markets, all);
        var book = new OrderBook(markets, account, clock, log);
        var venue = new SimulatedVenue(account, settings.Fills, settings.Commission, settings.Slippage, settings.Risk is { BuyingPower: true, InitialMargin: null }, settings.Seed, clock, book);
        var calendar = markets.Select(m => m.Calendar).MaxBy(c => c.PeriodsPerYear)!;
        var risk = Risk(markets, account, book, new TradingDay(calendar, clock));
        var links = new OrderLinks(book, markets, venue, risk);
        var desk = new OrderDesk(markets, account, book, risk, venue, links, log);
        var settlement = new Settlement(settings.Risk.SettlementDays, calendar, account);
        book.Traded += (_, fill) => settlement.Take(fill, markets[fill.Symbol].PointValue);
        var start = feed.NextStart;
        var curve = new EquityCurve(account.Equity, start, feed.Expected);
        var runner = new StrategyRunner(declaration, all, feed, builders, new Schedule(declaration, markets), venue, book, desk, risk, account, new Financing(settings.Financing, account, markets), settlement, new CorporateActions(all, account, book, venue, log), clock, curve);
        context.Open(markets, desk);
        if (settings.From is { } from) runner.WarmUp(new MarketFeed(all, from: null, to: from));
        runner.Run(progress, cancellation);
        return new BacktestResult
        {
            Settings = settings,
            Parameters = parameters.Declared,
            Instruments = [.. markets.Select(m => m.Instrument)],
            Resolution = markets.Select(m => m.Series.Resolution).MinBy(r => r.Span),
            Calendar = calendar,
            From = start,
            To = new DateTime(curve.Times[^1], DateTimeKind.Utc),
            Bars = feed.Bars,
            Account = account,
            Orders = book.Orders,
            Fills = book.Fills,
            RoundTrips = book.RoundTrips.Closed,
            Equity = curve,
            Breaches = risk.Breaches,
            LargestVolumeShare = book.LargestVolumeShare,
            Decisions = context.Decisions,
            Indicators = declaration.Indicators,
            Data = (markets.Min(m => m.Series.Count > 0 ? m.Series[0].Start : DateTime.MaxValue), markets.Max(m => m.Series.Count > 0 ? m.Series[m.Series.Count - 1].End : DateTime.MinValue)),
        };
    }

    private void Declare(Strategy strategy, StrategyContext context)
    {
        clock.UtcNow = settings.From ?? DateTime.UnixEpoch;
        try
        {
            strategy.Attach(context);
        }
        catch (Exception thrown) when (thrown is not SetupException)
        {
            throw StrategyFaultException.InDeclaration(thrown);
        }
    }

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
            markets.Add(new Market(markets.Count, series, position, declaration.ListenersOf(symbol, series.Resolution, isBase: true))
            {
                TickListeners = TickListenersOf(series, declaration),
                Conversion = ConversionOf(series.Instrument, declaration.Symbols.Count, rates),
            });
        }

        return (new MarketList(markets), rates);
    }

    private static TickListeners? TickListenersOf(BarSeries series, StrategyDeclaration declaration)
    {
        string symbol = series.Instrument.Symbol;
        var ticks = new TickListeners(
            symbol, declaration.QuoteHandlers.Where(h => h.Symbol == symbol).Select(h => h.Handler), declaration.TradeHandlers.Where(h => h.Symbol == symbol).Select(h => h.Handler));
        bool hasQuotes = series.Quotes is not null;
        bool hasTrades = series.Resolution.IsTick && !hasQuotes;
        if ((ticks.WantsQuotes && !hasQuotes) || (ticks.WantsTrades && !hasTrades))
            throw new SetupException($"{ticks.HandlerName} needs data with {(ticks.WantsQuotes ? "quotes" : "trades")}, and {symbol} has {(hasQuotes ? "quotes" : hasTrades ? "trades" : $"bars of {series.Resolution}")}.");
        return ticks is { WantsQuotes: false, WantsTrades: false } ? null : ticks;
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

    private static List<(Market, BarBuilder)> Builders(StrategyDeclaration declaration, MarketList markets)
    {
        var builders = new List<(Market, BarBuilder)>();
        foreach (var market in markets)
        {
            string symbol = market.Instrument.Symbol;
            var finest = market.Series.Resolution;
            var longer = declaration.Views.Where(v => v.Symbol == symbol && v.Resolution is { } r && r != finest).Select(v => v.Resolution!.Value).Distinct();
            foreach (var resolution in longer)
            {
                if (!resolution.CanBeBuiltFrom(finest))
                    throw new SetupException($"Bars of {resolution} cannot be built for {symbol}, whose data has bars of {finest}: give finer data or ask for a multiple.");
                builders.Add((market, new BarBuilder(market.Calendar, resolution, declaration.ListenersOf(symbol, resolution, isBase: false))));
            }
        }

        return builders;
    }

    private MarketFeed Feed(MarketList markets, MarketList all)
    {
        var feed = new MarketFeed(all, settings.From, settings.To);
        if (feed.NextTime != long.MaxValue) return feed;
        string has = string.Join("; ", markets.Where(m => m.Series.Count > 0).Select(m =>
            string.Create(CultureInfo.InvariantCulture, $"{m.Instrument.Symbol} has {m.Series[0].Start:yyyy-MM-dd} to {m.Series[m.Series.Count - 1].End:yyyy-MM-dd}")));
        throw new SetupException($"There is no bar in the time asked for: {has}.");
    }

    private RiskEngine Risk(MarketList markets, Account account, OrderBook book, TradingDay day)
    {
        var configured = RiskRules.Configured(settings.Risk, markets, account, book, settings.Commission, clock, day);
        return new RiskEngine(settings.Risk, RiskRules.Certain(), configured, account, clock, day);
    }
}
