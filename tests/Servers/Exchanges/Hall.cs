using System.Collections.Concurrent;
using System.Globalization;
using PracticeBroker;

namespace ExchangeServers;

/// <summary>The exchange behind every dialect: one account, with a ledger of its own.</summary>
public sealed class Hall(Exchange exchange, Faults faults, bool isSpot, TimeProvider clock)
{
    /// <summary>The one key that has an account.</summary>
    public const string Key = "key", Secret = "sec", Passphrase = "pass";

    private readonly ConcurrentDictionary<string, (long Created, string TimeInForce)> made = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> names = new();

    private readonly ConcurrentDictionary<long, int> requests = new();

    /// <summary>Counts a request.</summary>
    /// <returns>How many there were in this minute.</returns>
    public int Count() => requests.AddOrUpdate(Now / 60_000, 1, (_, before) => before + 1);

    public Exchange Exchange => exchange;

    public Faults Faults => faults;

    public bool IsSpot => isSpot;

    public long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>When the bar that is being made began, in milliseconds.</summary>
    public long BarStart => new DateTimeOffset(exchange.Opening).ToUnixTimeMilliseconds() + (exchange.Step / Prices.StepsOfBar * 60_000);

    /// <summary>A number as exchanges write it.</summary>
    public static string Text(decimal? number) => (number ?? 0).ToString("0.##########", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Text(decimal?)"/>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Text(decimal?)"/>
    public static string Text(double number) => number.ToString("0.##########", CultureInfo.InvariantCulture);

    /// <summary>A number that a client wrote; null for none.</summary>
    public static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    /// <summary>Takes an order.</summary>
    /// <returns>Its number, or why it was refused.</returns>
    public (long Id, Refusal? Refusal) Submit(string clientId, string symbol, bool isBuy, decimal quantity, decimal? limit, decimal? stop,
        string timeInForce, string inForce)
    {
        if (isSpot && !isBuy && quantity > Held(symbol)) return (0, new Refusal("InsufficientFunds", "There is not so much to sell."));
        made[clientId] = (Now, timeInForce);
        var (_, answer) = exchange.Submit(new OrderText(clientId, symbol, isBuy ? "Buy" : "Sell", quantity, "", limit, stop, inForce));
        if (answer is not OrderRow row) return (0, (Refusal)answer);
        long id = NumberOf(row);
        names[id] = clientId;
        return (id, null);
    }

    /// <summary>Ends an order.</summary>
    public bool Cancel(OrderView order) => exchange.Cancel(order.ClientId).Status == 200;

    /// <summary>Gives an order new terms.</summary>
    public bool Change(OrderView order, decimal? quantity, decimal? limit, decimal? stop) =>
        exchange.Change(order.ClientId, new ChangeText(quantity ?? order.Quantity, limit ?? order.Limit, stop ?? order.Stop)).Status == 200;

    /// <summary>An order, by its number or the client's name; null when there is none.</summary>
    public OrderView? Find(string? id, string? clientId)
    {
        string? name = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? names.GetValueOrDefault(number) : clientId;
        return name is not null && exchange.Find(name).Answer is OrderRow row ? View(row, long.MaxValue) : null;
    }

    /// <summary>An order that waits for a price, or has, where those have names of their own; null when there is none.</summary>
    public OrderView? FindWaiting(string? id, string? clientId) =>
        Find(long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? Text(number - OrderView.FirstWaitingId) : null, clientId) is { Stop: not null } order ? order : null;

    /// <summary>The orders that can still fill.</summary>
    public IEnumerable<OrderView> OpenOrders() => exchange.OpenOrders().Select(r => View(r, long.MaxValue));

    /// <summary>An order as it was after an execution.</summary>
    public OrderView After(ExecutionRow execution) => View((OrderRow)exchange.Find(execution.ClientId).Answer, NumberOf(execution));

    /// <summary>The executions of a symbol since an instant, oldest first.</summary>
    public IEnumerable<ExecutionRow> Executions(string? symbol, long since) =>
        exchange.Executions(DateTimeOffset.FromUnixTimeMilliseconds(since).UtcDateTime).Where(e => symbol is null || e.Symbol == symbol);

    public static long NumberOf(ExecutionRow execution) => long.Parse(execution.Id[1..], CultureInfo.InvariantCulture);

    public static long Milliseconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();

    /// <summary>What is held of a symbol.</summary>
    public decimal Held(string symbol) => exchange.Positions().FirstOrDefault(p => p.Symbol == symbol)?.Quantity ?? 0;

    /// <summary>The bars of a symbol from an instant on, the one that is being made the last.</summary>
    public IEnumerable<BarRow> Bars(string symbol, long since, int limit) =>
        exchange.Bars([symbol], DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(0, since)).UtcDateTime.AddMinutes(-1))
            .Append(Prices.Bar(symbol, exchange.Step / Prices.StepsOfBar, exchange.Opening))
            .Where(b => Milliseconds(b.Start) >= since).Take(limit);

    private static long NumberOf(OrderRow row) => long.Parse(row.BrokerId[1..], CultureInfo.InvariantCulture);

    private OrderView View(OrderRow row, long upTo)
    {
        var executions = exchange.Executions(DateTime.MinValue).Where(e => e.ClientId == row.ClientId && NumberOf(e) <= upTo).ToList();
        decimal filled = executions.Sum(e => e.Quantity);
        var (created, inForce) = made.GetValueOrDefault(row.ClientId);
        string status = upTo == long.MaxValue && row.Status == "Cancelled"
            ? row.Status : filled == row.Quantity ? "Filled" : filled > 0 ? "PartiallyFilled" : "Accepted";
        return new OrderView(
            NumberOf(row), row.ClientId, row.Symbol, row.Side == "Buy", row.Quantity, row.LimitPrice, row.StopPrice,
            row.StopPrice is null || row.IsTriggered, inForce ?? "", status, filled, executions.Sum(e => e.Quantity * e.Price),
            executions.Sum(e => e.Commission), created);
    }
}
