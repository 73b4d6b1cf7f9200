using StrategyHost.Indicators;

namespace StrategyHost;

/// <summary>
/// The seam between a strategy and the host that runs it: everything that <see cref="Strategy"/> offers is done by one
/// of these, and nothing passes between them elsewhere, so that a strategy can also live in a process of its own. Strategies
/// do not call it themselves.
/// </summary>
public interface IStrategyContext
{
    /// <summary>The run's clock.</summary>
    Clock Clock { get; }

    /// <summary>The account as the strategy sees it: the same object as long as it runs.</summary>
    Portfolio Portfolio { get; }

    /// <summary>The strategy's orders that can still fill, oldest first.</summary>
    IReadOnlyList<Order> OpenOrders { get; }

    /// <summary>Random numbers that are the same on every run with the same seed.</summary>
    Random Random { get; }

    /// <summary>The strategy's log.</summary>
    Log Log { get; }

    /// <summary>Declares a parameter.</summary>
    /// <returns>Its value in this run, of the type of its default.</returns>
    object Declare(Parameter parameter);

    /// <summary>Declares a value that outlives a reload.</summary>
    StateValue<T> State<T>(string name, T initial);

    /// <summary>Declares that the strategy uses a symbol, whether or not anything listens to its bars.</summary>
    void Use(string symbol);

    /// <summary>Declares a handler of bars.</summary>
    void OnBar(BarView bars, Action<Bar> handler);

    /// <summary>Declares a handler of quotes.</summary>
    void OnQuote(string symbol, Action<Quote> handler);

    /// <summary>Declares a handler of the market's trades.</summary>
    void OnTrade(string symbol, Action<Trade> handler);

    /// <summary>Declares an indicator, to be updated with each bar before the handlers run.</summary>
    void Bind(BarView bars, Indicator indicator);

    /// <summary>Declares a history of bars.</summary>
    BarHistory History(BarView bars, int length);

    /// <summary>Declares a handler of every change in an order's status.</summary>
    void OnOrder(Action<Order> handler);

    /// <summary>Declares a handler of fills.</summary>
    void OnFill(Action<Fill> handler);

    /// <summary>Declares a handler that runs once before the first event.</summary>
    void OnStart(Action handler);

    /// <summary>Declares a handler that runs once after the last event.</summary>
    void OnStop(Action handler);

    /// <summary>Declares a handler that runs at every multiple of an interval since midnight UTC, while a market is open or also while all
    /// are shut.</summary>
    void Every(TimeSpan interval, Action handler, bool whenShut);

    /// <summary>Declares a handler that runs each trading day of a symbol at a time of the exchange's wall clock, or of its
    /// session.</summary>
    void At(string symbol, SessionTime time, Action handler);

    /// <summary>The terms on which a symbol trades.</summary>
    Instrument Instrument(string symbol);

    /// <summary>The time now on the wall clock of a symbol's exchange.</summary>
    DateTime LocalTime(string symbol);

    /// <summary>Makes an order, which risk may deny at once.</summary>
    Order Submit(in OrderRequest request);

    /// <summary>Makes an entry with a stop and a target that wait for its fill. When one of them is refused, all are, before anything
    /// trades.</summary>
    Bracket SubmitBracket(in OrderRequest entry, in OrderRequest stop, in OrderRequest target);

    /// <summary>
    /// Makes orders that wait until their parent fills, sized to what the parent has filled. When one is refused before the parent has
    /// traded, the others are
    /// too, and the parent is cancelled.
    /// </summary>
    IReadOnlyList<Order> SubmitChildren(Order parent, IReadOnlyList<OrderRequest> requests);

    /// <summary>Links orders, so that a fill of one acts on the others.</summary>
    void Link(OrderLink link, IReadOnlyList<Order> orders);

    /// <summary>Brings a position to a quantity with one market order, counting what market orders have under way.</summary>
    /// <returns>The order, or null when nothing has to be traded.</returns>
    Order? Target(string symbol, decimal quantity, string? tag);

    /// <summary>Brings a position to a part of equity, in whole lots rounded towards zero, with one market order.</summary>
    /// <returns>The order, or null when nothing has to be traded.</returns>
    Order? TargetPercent(string symbol, double ratio, string? tag);

    /// <summary>Asks for an order's end.</summary>
    /// <returns>False when the order had already ended.</returns>
    OrderResponse Cancel(Order order);

    /// <summary>Asks for a new quantity or new prices of a working order; null keeps what it has.</summary>
    /// <returns>False when the order had already ended, or the change was refused; the reason is in the log.</returns>
    OrderResponse Replace(Order order, decimal? quantity, decimal? limitPrice, decimal? stopPrice);
}
