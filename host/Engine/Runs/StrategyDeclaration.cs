using StrategyHost.Engine.Markets;
using StrategyHost.Indicators;

namespace StrategyHost.Engine.Runs;

/// <summary>Everything that a strategy has declared: what it wants to know, and what it does with it.</summary>
public sealed class StrategyDeclaration
{
    private readonly List<string> symbols = [];
    private readonly List<BarView> views = [];
    private readonly List<(BarView View, Action<Bar> Handler)> barHandlers = [];
    private readonly List<(BarView View, Indicator Indicator)> indicators = [];
    private readonly List<(BarView View, BarHistory History)> histories = [];

    /// <summary>The symbols, in the order in which the strategy named them first.</summary>
    public IReadOnlyList<string> Symbols => symbols;

    /// <summary>The bars that something listens to, in the order in which they were named first.</summary>
    public IReadOnlyList<BarView> Views => views;

    /// <summary>The indicators with the bars that they read, in the order of declaration.</summary>
    public IReadOnlyList<(BarView View, Indicator Indicator)> Indicators => indicators;

    /// <summary>What runs at every change of an order's status.</summary>
    public List<Action<Order>> OrderHandlers { get; } = [];

    /// <summary>What runs at every quote of a symbol.</summary>
    public List<(string Symbol, Action<Quote> Handler)> QuoteHandlers { get; } = [];

    /// <summary>What runs at every trade of a symbol.</summary>
    public List<(string Symbol, Action<Trade> Handler)> TradeHandlers { get; } = [];

    /// <summary>What runs at every fill.</summary>
    public List<Action<Fill>> FillHandlers { get; } = [];

    /// <summary>What runs before the first event.</summary>
    public List<Action> StartHandlers { get; } = [];

    /// <summary>What runs after the last event.</summary>
    public List<Action> StopHandlers { get; } = [];

    /// <summary>What runs at multiples of an interval.</summary>
    public List<IntervalHandler> Intervals { get; } = [];

    /// <summary>What runs at a time of an exchange's day.</summary>
    public List<(string Symbol, SessionTime Time, Action Handler)> DailyTimes { get; } = [];

    /// <summary>The longest warm-up of any indicator or history, in bars of its own series.</summary>
    public int WarmUpBars =>
        Math.Max(
            indicators.Select(i => i.Indicator.WarmUp).DefaultIfEmpty(0).Max(),
            histories.Select(h => h.History.Capacity).DefaultIfEmpty(0).Max());

    /// <summary>What several strategies declare, one after the other.</summary>
    public static StrategyDeclaration Merge(IEnumerable<StrategyDeclaration> declarations)
    {
        var merged = new StrategyDeclaration();
        foreach (var one in declarations)
        {
            foreach (var symbol in one.symbols) merged.Use(symbol);
            foreach (var view in one.views) merged.Listen(view);
            merged.barHandlers.AddRange(one.barHandlers);
            merged.indicators.AddRange(one.indicators);
            merged.histories.AddRange(one.histories);
            merged.OrderHandlers.AddRange(one.OrderHandlers);
            merged.QuoteHandlers.AddRange(one.QuoteHandlers);
            merged.TradeHandlers.AddRange(one.TradeHandlers);
            merged.FillHandlers.AddRange(one.FillHandlers);
            merged.StartHandlers.AddRange(one.StartHandlers);
            merged.StopHandlers.AddRange(one.StopHandlers);
            merged.Intervals.AddRange(one.Intervals);
            merged.DailyTimes.AddRange(one.DailyTimes);
        }

        return merged;
    }

    /// <summary>Adds a symbol, once.</summary>
    public void Use(string symbol)
    {
        if (string.IsNullOrWhiteSpace(symbol))
            throw new ArgumentException("A symbol cannot be empty.", nameof(symbol));
        if (!symbols.Contains(symbol)) symbols.Add(symbol);
    }

    /// <summary>Adds a handler of bars.</summary>
    public void OnBar(BarView view, Action<Bar> handler)
    {
        Listen(view);
        barHandlers.Add((view, handler));
    }

    /// <summary>Adds a handler of quotes.</summary>
    public void OnQuote(string symbol, Action<Quote> handler)
    {
        Use(symbol);
        QuoteHandlers.Add((symbol, handler));
    }

    /// <summary>Adds a handler of trades.</summary>
    public void OnTrade(string symbol, Action<Trade> handler)
    {
        Use(symbol);
        TradeHandlers.Add((symbol, handler));
    }

    /// <summary>Adds an indicator of bars.</summary>
    public void Bind(BarView view, Indicator indicator)
    {
        Listen(view);
        indicators.Add((view, indicator));
    }

    /// <summary>Adds a history of bars.</summary>
    public void Keep(BarView view, BarHistory history)
    {
        Listen(view);
        histories.Add((view, history));
    }

    /// <summary>Who listens to the bars of a symbol as the data has them, told in the order of declaration.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="resolution">How long they are.</param>
    public BarListeners ListenersOfData(string symbol, Resolution resolution) =>
        ListenersOf(new BarView(symbol), view => view.Symbol == symbol && (view.Resolution ?? resolution) == resolution);

    /// <summary>Who listens to longer bars of a symbol, told in the order of declaration.</summary>
    public BarListeners ListenersOf(BarView longer) => ListenersOf(longer, view => view == longer);

    private BarListeners ListenersOf(BarView shown, Predicate<BarView> isMeant) => new(
        shown,
        indicators.Where(i => isMeant(i.View)),
        histories.Where(h => isMeant(h.View)),
        barHandlers.Where(b => isMeant(b.View)).Select(b => b.Handler));

    private void Listen(BarView view)
    {
        Use(view.Symbol);
        if (!views.Contains(view)) views.Add(view);
    }
}
