using StrategyHost.Plugins;

namespace StrategyHost.Simulation.Exchanges;

/// <summary>The truth about an account: every order and execution, what it holds, its cash.</summary>
/// <param name="cash">Its cash at first.</param>
internal sealed class Ledger(decimal cash)
{
    private const decimal CommissionPerUnit = 0.005m;
    private readonly List<ExchangeOrder> orders = [];
    private readonly List<ExchangeExecution> executions = [];
    private readonly Dictionary<string, Holding> holdings = new(StringComparer.Ordinal);

    /// <summary>All orders, in the order of arrival.</summary>
    public IReadOnlyList<ExchangeOrder> Orders => orders;

    /// <summary>All executions, oldest first.</summary>
    public IReadOnlyList<ExchangeExecution> Executions => executions;

    /// <summary>The cash.</summary>
    public decimal Cash { get; private set; } = cash;

    /// <summary>What is held, flat symbols included once they have traded.</summary>
    public IReadOnlyDictionary<string, Holding> Holdings => holdings;

    /// <summary>How much is held of a symbol: negative for short.</summary>
    public decimal Held(string symbol) => holdings.GetValueOrDefault(symbol).Quantity;

    /// <summary>The order that has a broker id now; null when none has, such as for the id that it had before a change.</summary>
    public ExchangeOrder? Find(string brokerId)
    {
        for (int i = orders.Count - 1; i >= 0; i--)
        {
            if (orders[i].BrokerId == brokerId) return orders[i];
        }

        return null;
    }

    /// <summary>The executions since an instant that can be seen at another, oldest first.</summary>
    public IReadOnlyList<Execution> ShownExecutions(DateTime since, DateTime at)
    {
        var shown = new List<Execution>();
        int first = executions.Count;
        while (first > 0 && executions[first - 1].Execution.Time >= since) first--;
        for (int i = first; i < executions.Count; i++)
        {
            if (executions[i].Shown <= at) shown.Add(executions[i].Execution);
        }

        return shown;
    }

    /// <summary>What was held at an instant.</summary>
    public IReadOnlyList<BrokerPosition> PositionsAt(DateTime at)
    {
        var then = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (symbol, holding) in holdings) then[symbol] = holding.Quantity;
        for (int i = executions.Count - 1; i >= 0 && executions[i].Execution.Time > at; i--)
        {
            var execution = executions[i].Execution;
            then[execution.Symbol] -= execution.Side == Side.Buy ? execution.Quantity : -execution.Quantity;
        }

        var positions = new List<BrokerPosition>(then.Count);
        foreach (var (symbol, quantity) in then)
        {
            if (quantity == 0) continue;
            positions.Add(new BrokerPosition(symbol, quantity, quantity == Held(symbol) ? holdings[symbol].AveragePrice : null));
        }

        return positions;
    }

    /// <summary>Books an order that has arrived.</summary>
    public ExchangeOrder Add(OrderTicket ticket, bool isByHand, DateTime time)
    {
        var order = new ExchangeOrder(orders.Count + 1, ticket, isByHand, time);
        orders.Add(order);
        return order;
    }

    /// <summary>Books an execution.</summary>
    public ExchangeExecution Execute(ExchangeOrder order, decimal quantity, decimal price, DateTime time, DateTime shown)
    {
        order.Filled += quantity;
        decimal signed = order.IsBuy ? quantity : -quantity;
        decimal commission = quantity * CommissionPerUnit;
        Cash -= (signed * price) + commission;
        var after = holdings.GetValueOrDefault(order.Symbol).After(signed, price);
        holdings[order.Symbol] = after;
        var liquidity = order.LimitPrice is null ? Liquidity.Taker : Liquidity.Maker;
        string id = $"E{executions.Count + 1}";
        var execution = new Execution(id, order.ClientId, order.Symbol, order.Ticket.Side, quantity, price, commission, time, liquidity);
        var booked = new ExchangeExecution(order, execution, shown, after.Quantity);
        executions.Add(booked);
        return booked;
    }
}
