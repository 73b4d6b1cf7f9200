using StrategyHost.Indicators;

namespace StrategyHost.Sdk.Tests.Strategies;

/// <summary>A host that remembers which indicators were bound, and can do nothing else.</summary>
internal sealed class RecordingContext : IStrategyContext
{
    public List<(BarView View, Indicator Indicator)> Bound { get; } = [];

    public Clock Clock => throw Nothing();

    public Portfolio Portfolio => throw Nothing();

    public IReadOnlyList<Order> OpenOrders => throw Nothing();

    public Random Random => throw Nothing();

    public Log Log => throw Nothing();

    public void Bind(BarView bars, Indicator indicator) => Bound.Add((bars, indicator));

    public object Declare(Parameter parameter) => throw Nothing();

    public void Use(string symbol) => throw Nothing();

    public void OnBar(BarView bars, Action<Bar> handler) => throw Nothing();

    public void OnQuote(string symbol, Action<Quote> handler) => throw Nothing();

    public void OnTrade(string symbol, Action<Trade> handler) => throw Nothing();

    public BarHistory History(BarView bars, int length) => throw Nothing();

    public void OnOrder(Action<Order> handler) => throw Nothing();

    public void OnFill(Action<Fill> handler) => throw Nothing();

    public void OnStart(Action handler) => throw Nothing();

    public void OnStop(Action handler) => throw Nothing();

    public void Every(TimeSpan interval, Action handler, bool whenShut) => throw Nothing();

    public void At(string symbol, SessionTime time, Action handler) => throw Nothing();

    public Instrument Instrument(string symbol) => throw Nothing();

    public DateTime LocalTime(string symbol) => throw Nothing();

    public Order Submit(in OrderRequest request) => throw Nothing();

    public Bracket SubmitBracket(in OrderRequest entry, in OrderRequest stop, in OrderRequest target) => throw Nothing();

    public IReadOnlyList<Order> SubmitChildren(Order parent, IReadOnlyList<OrderRequest> requests) => throw Nothing();

    public void Link(OrderLink link, IReadOnlyList<Order> orders) => throw Nothing();

    public Order? Target(string symbol, decimal quantity, string? tag) => throw Nothing();

    public Order? TargetPercent(string symbol, double ratio, string? tag) => throw Nothing();

    public OrderResponse Cancel(Order order) => throw Nothing();

    public OrderResponse Replace(Order order, decimal? quantity, decimal? limitPrice, decimal? stopPrice) => throw Nothing();

    public StateValue<T> State<T>(string name, T initial) => throw Nothing();

    private static InvalidOperationException Nothing() => new("This host only binds indicators.");
}
