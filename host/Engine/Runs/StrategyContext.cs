using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Indicators;

namespace StrategyHost.Engine.Runs;

/// <summary>
/// The host as a strategy sees it. Until the run opens it takes declarations; from then on it takes orders.
/// </summary>
public sealed class StrategyContext : IStrategyContext
{
    private readonly StrategyDeclaration declaration;
    private readonly ParameterSet parameters;
    private readonly StateSet state;
    private readonly StrategyBook book;
    private List<Decision>? decisions;
    private MarketList? markets;
    private OrderManager? manager;
    private FillSteps? steps;

    /// <summary>A context that takes declarations.</summary>
    internal StrategyContext(StrategyDeclaration declaration, ParameterSet parameters, StateSet state, StrategyBook book, Clock clock,
        Log log, Random random, bool recordsDecisions = false)
    {
        this.declaration = declaration;
        this.parameters = parameters;
        this.state = state;
        this.book = book;
        Clock = clock;
        Log = log;
        Random = random;
        if (recordsDecisions) decisions = [];
    }

    /// <summary>What the strategy has decided, oldest first; empty when that is not recorded.</summary>
    public IReadOnlyList<Decision> Decisions => decisions ?? [];

    /// <inheritdoc/>
    public Clock Clock { get; }

    /// <inheritdoc/>
    public Portfolio Portfolio => book.Portfolio;

    /// <inheritdoc/>
    public IReadOnlyList<Order> OpenOrders => manager is null ? [] : Steps.OpenThen(manager.Open, book);

    /// <inheritdoc/>
    public Random Random { get; private set; }

    /// <inheritdoc/>
    public Log Log { get; }

    private OrderManager Manager => manager
        ?? throw new InvalidOperationException(
            "Orders can be made only in handlers such as OnBar, not while the strategy declares what it wants.");

    private MarketList Markets => markets
        ?? throw new InvalidOperationException(
            "Instruments and exchange times are known from the first event on: ask for them in a handler such as OnStart or OnBar.");

    private StrategyDeclaration Declaration => manager is null
        ? declaration
        : throw new InvalidOperationException(
            "Handlers, indicators and parameters can be declared only before the first event, not inside a handler.");

    /// <summary>Goes on where an older version of the strategy is: with its random numbers, and the list of its decisions.</summary>
    internal void Adopt(StrategyContext old)
    {
        Random = old.Random;
        decisions = old.decisions;
    }

    /// <summary>Ends the declarations and begins to take orders.</summary>
    internal void Open(MarketList openMarkets, OrderManager openManager, FillSteps fillSteps)
    {
        markets = openMarkets;
        manager = openManager;
        steps = fillSteps;
    }

    /// <summary>The fills of the event that is under way.</summary>
    internal FillSteps Steps => steps!;

    /// <inheritdoc/>
    public object Declare(Parameter parameter)
    {
        _ = Declaration;
        return parameters.Declare(parameter);
    }

    /// <inheritdoc/>
    public StateValue<T> State<T>(string name, T initial)
    {
        _ = Declaration;
        return state.Declare(name, initial);
    }

    /// <inheritdoc/>
    public void Use(string symbol) => Declaration.Use(symbol);

    /// <inheritdoc/>
    public void OnBar(BarView bars, Action<Bar> handler) => Declaration.OnBar(bars, handler);

    /// <inheritdoc/>
    public void OnQuote(string symbol, Action<Quote> handler) => Declaration.OnQuote(symbol, handler);

    /// <inheritdoc/>
    public void OnTrade(string symbol, Action<Trade> handler) => Declaration.OnTrade(symbol, handler);

    /// <inheritdoc/>
    public void Bind(BarView bars, Indicator indicator) => Declaration.Bind(bars, indicator);

    /// <inheritdoc/>
    public BarHistory History(BarView bars, int length)
    {
        if (length is < 1 or > 10_000_000)
            throw new ArgumentOutOfRangeException(nameof(length),
                $"A history of {length} bars cannot be kept: ask for 1 or more, up to 10 million.");
        var history = new BarHistory(length);
        Declaration.Keep(bars, history);
        return history;
    }

    /// <inheritdoc/>
    public void OnOrder(Action<Order> handler) => Declaration.OrderHandlers.Add(!book.IsShared ? handler : order =>
    {
        if (book.Owns(order.Id)) handler(order);
    });

    /// <inheritdoc/>
    public void OnFill(Action<Fill> handler) => Declaration.FillHandlers.Add(!book.IsShared ? handler : fill =>
    {
        if (book.Owns(fill.OrderId)) handler(fill);
    });

    /// <inheritdoc/>
    public void OnStart(Action handler) => Declaration.StartHandlers.Add(handler);

    /// <inheritdoc/>
    public void OnStop(Action handler) => Declaration.StopHandlers.Add(handler);

    /// <inheritdoc/>
    public void Every(TimeSpan interval, Action handler, bool whenShut)
    {
        if (interval < TimeSpan.FromSeconds(1) || interval > TimeSpan.FromDays(1))
            throw new ArgumentOutOfRangeException(nameof(interval),
                $"A handler cannot run every {interval}: choose between one second and one day.");
        Declaration.Intervals.Add(new IntervalHandler(interval, handler, whenShut));
    }

    /// <inheritdoc/>
    public void At(string symbol, SessionTime time, Action handler)
    {
        Declaration.Use(symbol);
        Declaration.DailyTimes.Add((symbol, time, handler));
    }

    /// <inheritdoc/>
    public Instrument Instrument(string symbol) => Markets[symbol].Instrument;

    /// <inheritdoc/>
    public DateTime LocalTime(string symbol) => Markets[symbol].Calendar.ToLocal(Clock.UtcNow);

    /// <inheritdoc/>
    public Order Submit(in OrderRequest request)
    {
        using var present = AtPresent();
        return Note(Manager.Submit(in request))!;
    }

    /// <inheritdoc/>
    public Bracket SubmitBracket(in OrderRequest entry, in OrderRequest stop, in OrderRequest target)
    {
        using var present = AtPresent();
        var bracket = Manager.SubmitBracket(in entry, in stop, in target);
        Note(bracket.Entry);
        Note(bracket.StopLoss);
        Note(bracket.TakeProfit);
        return bracket;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Order> SubmitChildren(Order parent, IReadOnlyList<OrderRequest> requests)
    {
        using var present = AtPresent();
        var children = Manager.SubmitChildren(parent, requests);
        foreach (var child in children) Note(child);
        return children;
    }

    /// <inheritdoc/>
    public void Link(OrderLink link, IReadOnlyList<Order> orders)
    {
        using var present = AtPresent();
        if (decisions is not null)
            Note(string.Create(CultureInfo.InvariantCulture, $"{link} {string.Join(' ', orders.Select(o => $"#{o.Id}"))}"),
                link.ToString());
        Manager.Link(link, orders);
    }

    /// <inheritdoc/>
    public Order? Target(string symbol, decimal quantity, string? tag)
    {
        using var present = AtPresent();
        return Note(Manager.Target(symbol, quantity, tag));
    }

    /// <inheritdoc/>
    public Order? TargetPercent(string symbol, double ratio, string? tag)
    {
        using var present = AtPresent();
        return Note(Manager.TargetPercent(symbol, ratio, tag));
    }

    /// <inheritdoc/>
    public OrderResponse Cancel(Order order)
    {
        using var present = AtPresent();
        if (decisions is not null) Note(string.Create(CultureInfo.InvariantCulture, $"cancel {order}"), $"cancel {KindOf(order)}");
        return Manager.Cancel(order);
    }

    /// <inheritdoc/>
    public OrderResponse Replace(Order order, decimal? quantity, decimal? limitPrice, decimal? stopPrice)
    {
        using var present = AtPresent();
        if (decisions is not null)
            Note(string.Create(CultureInfo.InvariantCulture, $"replace {order} by quantity {quantity} limit {limitPrice} stop {stopPrice}"),
                $"replace {KindOf(order)}");
        return Manager.Replace(order, quantity, limitPrice, stopPrice);
    }

    /// <summary>What a strategy asks for is judged by what is true, also while it is told of one of several fills.</summary>
    private FillSteps.Present AtPresent()
    {
        _ = Manager;
        return Steps.AtPresent();
    }

    private Order? Note(Order? order)
    {
        if (decisions is not null && order is not null) Note(order.ToString(), KindOf(order));
        return order;
    }

    private void Note(string text, string kind) => decisions!.Add(new Decision(Clock.UtcNow, text, kind));

    private static string KindOf(Order order) => $"{order.Side} {order.Symbol} {order.Type}";
}
