using System.Collections.Concurrent;

namespace PracticeBroker;

/// <summary>
/// An exchange with one account and a ledger of its own. Prices move by themselves; market orders fill in parts at the next
/// prices, limit and stop orders when a price reaches them.
/// </summary>
public sealed class Exchange
{
    private const decimal CommissionPerUnit = 0.005m;
    private readonly Lock gate = new();
    private readonly List<RestingOrder> orders = [];
    private readonly Dictionary<string, RestingOrder> byClientId = new(StringComparer.Ordinal);
    private readonly List<ExecutionRow> executions = [];
    private readonly Dictionary<string, (decimal Quantity, decimal Price)> positions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Listener, bool> listeners = new();
    private readonly HashSet<string> symbols = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;
    private long lastBar;
    private int nextId;

    /// <summary>An exchange that has just opened.</summary>
    /// <param name="cash">The account's cash.</param>
    /// <param name="lastBar">How many bars there will be.</param>
    /// <param name="clock">What the time is.</param>
    public Exchange(decimal cash, long lastBar, TimeProvider clock)
    {
        Cash = cash;
        this.lastBar = lastBar;
        this.clock = clock;
        var now = clock.GetUtcNow().UtcDateTime;
        Opening = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
    }

    /// <summary>When the first bar starts, UTC.</summary>
    public DateTime Opening { get; }

    /// <summary>The account's cash.</summary>
    public decimal Cash { get; private set; }

    /// <summary>How many prices there have been.</summary>
    public long Step { get; private set; }

    /// <summary>Whether there are no more bars.</summary>
    public bool IsOver => Step >= lastBar * Prices.StepsOfBar;

    /// <summary>How often a client has asked for an order under a client id that was used before.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Takes an order; an answer with a status of HTTP.</summary>
    public (int Status, object Answer) Submit(OrderText text)
    {
        lock (gate)
        {
            if (byClientId.ContainsKey(text.ClientId))
            {
                Duplicates++;
                return (409, new Refusal("DuplicateClientId", $"There is an order {text.ClientId} already."));
            }

            if (text.Quantity <= 0) return (422, new Refusal("Invalid", "The quantity must be above zero.", "quantity"));
            if (text.Side == "Buy" && text.Quantity * (decimal)Now(text.Symbol) > Cash * 4)
                return (422, new Refusal("InsufficientFunds", "The account cannot pay for it."));
            var order = new RestingOrder($"P{++nextId}", text);
            orders.Add(order);
            byClientId.Add(text.ClientId, order);
            symbols.Add(text.Symbol);
            Publish(order);
            return (200, order.Shown);
        }
    }

    /// <summary>Ends an order.</summary>
    public (int Status, object Answer) Cancel(string clientId)
    {
        lock (gate)
        {
            if (!byClientId.TryGetValue(clientId, out var order)) return NotThere(clientId);
            if (!order.IsOpen) return (422, new Refusal("Invalid", $"The order {clientId} has ended: {order.Status}."));
            order.Status = "Cancelled";
            Publish(order);
            return (200, order.Shown);
        }
    }

    /// <summary>Changes an order's terms.</summary>
    public (int Status, object Answer) Change(string clientId, ChangeText change)
    {
        lock (gate)
        {
            if (!byClientId.TryGetValue(clientId, out var order)) return NotThere(clientId);
            if (!order.IsOpen) return (422, new Refusal("Invalid", $"The order {clientId} has ended: {order.Status}."));
            if (change.Quantity <= order.Filled)
                return (422, new Refusal("Invalid", "The quantity must be above what is filled.", "quantity"));
            (order.Quantity, order.LimitPrice, order.StopPrice) = (change.Quantity, change.LimitPrice, change.StopPrice);
            Publish(order);
            return (200, order.Shown);
        }
    }

    /// <summary>An order; a status of 404 when it is not there.</summary>
    public (int Status, object Answer) Find(string clientId)
    {
        lock (gate) return byClientId.TryGetValue(clientId, out var order) ? (200, order.Shown) : NotThere(clientId);
    }

    /// <summary>The orders that can still fill.</summary>
    public IReadOnlyList<OrderRow> OpenOrders()
    {
        lock (gate) return [.. orders.Where(o => o.IsOpen).Select(o => o.Shown)];
    }

    /// <summary>Executions since an instant.</summary>
    public IReadOnlyList<ExecutionRow> Executions(DateTime since)
    {
        lock (gate) return [.. executions.Where(e => e.Time >= since)];
    }

    /// <summary>What is held.</summary>
    public IReadOnlyList<PositionRow> Positions()
    {
        lock (gate) return [.. positions.Where(p => p.Value.Quantity != 0)
            .Select(p => new PositionRow(p.Key, p.Value.Quantity, p.Value.Price))];
    }

    /// <summary>Everything that the ledger holds.</summary>
    public object Ledger()
    {
        lock (gate) return new
        {
            cash = Cash,
            orders = orders.Select(o => o.Shown).ToList(),
            duplicates = Duplicates,
            isOver = IsOver,
            positions = Positions(),
            executions = executions.ToList()
        };
    }

    /// <summary>Ends the market with the bar that is being made.</summary>
    public void Close()
    {
        lock (gate) lastBar = Math.Min(lastBar, (Step / Prices.StepsOfBar) + 1);
    }

    /// <summary>Trades by hand, beside every client.</summary>
    public void TradeByHand(string symbol, decimal signed)
    {
        lock (gate)
        {
            var order = new RestingOrder($"P{++nextId}",
                new OrderText($"hand{nextId}", symbol, signed > 0 ? "Buy" : "Sell", Math.Abs(signed), "Market", null, null, "Day"));
            orders.Add(order);
            Execute(order, order.Quantity, (decimal)Now(symbol));
        }
    }

    /// <summary>The bars of symbols that ended after an instant.</summary>
    public IReadOnlyList<BarRow> Bars(IReadOnlyList<string> wanted, DateTime after)
    {
        lock (gate)
        {
            long ended = Step / Prices.StepsOfBar;
            long first = Math.Max(0, (long)Math.Floor((after - Opening).TotalMinutes));
            var bars = new List<BarRow>();
            for (long i = first; i < ended; i++) bars.AddRange(wanted.Select(s => Prices.Bar(s, i, Opening)));
            return bars;
        }
    }

    /// <summary>Listens to orders, executions, and the bars and quotes of symbols.</summary>
    public Listener Listen(IReadOnlyList<string> wanted)
    {
        var listener = new Listener(wanted);
        lock (gate) listeners[listener] = true;
        return listener;
    }

    /// <summary>Ends what <see cref="Listen"/> began.</summary>
    public void Leave(Listener listener) => listeners.TryRemove(listener, out _);

    /// <summary>The next price of every symbol.</summary>
    public void Advance()
    {
        lock (gate)
        {
            if (IsOver) return;
            Step++;
            foreach (var order in orders.Where(o => o.IsOpen).ToList()) Meet(order);
            foreach (var listener in listeners.Keys)
            {
                foreach (var symbol in listener.Symbols) listener.Tell(new MarketNews("quote") { Quote = QuoteOf(symbol) });
                if (Step % Prices.StepsOfBar != 0) continue;
                foreach (var symbol in listener.Symbols)
                    listener.Tell(new MarketNews("bar") { Bar = Prices.Bar(symbol, (Step / Prices.StepsOfBar) - 1, Opening) });
                if (IsOver) listener.Tell(new MarketNews("over"));
            }
        }
    }

    /// <summary>The quote of a symbol.</summary>
    public QuoteRow QuoteOf(string symbol)
    {
        double price = Now(symbol);
        return new QuoteRow(symbol, clock.GetUtcNow().UtcDateTime, price - 0.01, 100, price + 0.01, 100);
    }

    private void Meet(RestingOrder order)
    {
        decimal price = (decimal)Now(order.Symbol);
        if (order.StopPrice is { } stop && !order.IsTriggered)
        {
            if (order.IsBuy ? price < stop : price > stop) return;
            order.IsTriggered = true;
            Publish(order);
        }

        bool isReached = order.LimitPrice is not { } limit || (order.IsBuy ? price <= limit : price >= limit);
        if (isReached)
        {
            // In two parts: the second at the next price.
            decimal left = order.Quantity - order.Filled;
            decimal part = order.Filled == 0 && left >= 2 && !order.IsImmediate ? Math.Floor(left / 2) : left;
            Execute(order, part, price);
        }

        if (order.IsOpen && order.IsImmediate)
        {
            order.Status = "Cancelled";
            Publish(order);
        }
    }

    private void Execute(RestingOrder order, decimal quantity, decimal price)
    {
        order.Filled += quantity;
        order.Status = order.Filled == order.Quantity ? "Filled" : "PartiallyFilled";
        decimal signed = order.IsBuy ? quantity : -quantity;
        decimal commission = quantity * CommissionPerUnit;
        Cash -= (signed * price) + commission;
        var (held, average) = positions.GetValueOrDefault(order.Symbol);
        decimal after = held + signed;
        if (held == 0 || Math.Sign(held) == Math.Sign(signed))
            average = ((average * Math.Abs(held)) + (price * quantity)) / Math.Abs(after);
        else if (after == 0) average = 0;
        else if (Math.Sign(after) != Math.Sign(held)) average = price;
        positions[order.Symbol] = (after, average);
        var row = new ExecutionRow($"E{executions.Count + 1}", order.ClientId, order.Symbol, order.IsBuy ? "Buy" : "Sell", quantity, price,
            commission, clock.GetUtcNow().UtcDateTime, order.LimitPrice is null ? "Taker" : "Maker");
        executions.Add(row);
        foreach (var listener in listeners.Keys) listener.Tell(new MarketNews("execution") { Execution = row });
        Publish(order);
    }

    private void Publish(RestingOrder order)
    {
        foreach (var listener in listeners.Keys) listener.Tell(new MarketNews("order") { Order = order.Shown });
    }

    private double Now(string symbol) => Prices.At(symbol, Step);

    private static (int, object) NotThere(string clientId) => (404, new Refusal("NotFound", $"There is no order {clientId}."));
}
