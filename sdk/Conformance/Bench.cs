using System.Globalization;

namespace StrategyHost.Plugins.Conformance;

/// <summary>A connected plugin, and what scenarios do with it again and again.</summary>
internal sealed class Bench
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private readonly Func<int> nextNumber;

    public Bench(ConformanceTarget target, ITrading trading, Func<int> nextNumber, CancellationToken cancellation)
    {
        Target = target;
        Trading = trading;
        this.nextNumber = nextNumber;
        Cancellation = cancellation;
    }

    public ConformanceTarget Target { get; }

    public ITrading Trading { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>An order of a type, far from the market where it has a price.</summary>
    public OrderTicket Ticket(OrderType type = OrderType.Market, Side side = Side.Buy, TimeInForceKind? inForce = null)
    {
        bool hasLimit = type is OrderType.Limit or OrderType.StopLimit or OrderType.LimitIfTouched;
        bool hasStop = type is OrderType.Stop or OrderType.StopLimit or OrderType.MarketIfTouched or OrderType.LimitIfTouched;
        bool isTouch = type is OrderType.MarketIfTouched or OrderType.LimitIfTouched;
        decimal far = (side == Side.Buy) == (hasStop && !isTouch) ? Target.FarAbove : Target.FarBelow;
        return new OrderTicket(
            string.Create(CultureInfo.InvariantCulture, $"{Target.ClientIdPrefix}{nextNumber():X6}"), Target.Symbol, side, Target.Quantity,
            type, hasLimit ? far : null, hasStop ? far : null, InForce(inForce ?? Resting));
    }

    /// <summary>The time in force for orders that are to rest.</summary>
    public TimeInForceKind Resting =>
        Trading.Capabilities.TimesInForce.Contains(TimeInForceKind.GoodTillCancelled)
            ? TimeInForceKind.GoodTillCancelled : TimeInForceKind.Day;

    /// <summary>Submits, and gives what the broker shows.</summary>
    public Task<BrokerOrder> SubmitAsync(OrderTicket ticket) => Trading.SubmitAsync(ticket, Cancellation);

    /// <summary>Waits until the broker shows an order in a way.</summary>
    public async Task<BrokerOrder> UntilAsync(string clientId, Func<BrokerOrder, bool> isSo, string what)
    {
        BrokerOrder? last = null;
        for (var waited = TimeSpan.Zero; waited < Target.Patience; waited += BetweenLooks)
        {
            last = await Trading.FindAsync(clientId, Cancellation);
            if (last is not null && isSo(last)) return last;
            await Task.Delay(BetweenLooks, Cancellation);
        }

        throw new ConformanceException(string.Create(CultureInfo.InvariantCulture,
            $"after {Target.Patience.TotalSeconds:0} s the order {clientId} was not {what}: "
                + $"{(last is null ? "the broker does not know it" : last.Status.ToString())}"));
    }

    /// <summary>Trades at the market, and waits until it is filled.</summary>
    public async Task<BrokerOrder> FillAsync(Side side)
    {
        var ticket = Ticket(OrderType.Market, side);
        await SubmitAsync(ticket);
        return await UntilAsync(ticket.ClientId, o => o.Status == OrderStatus.Filled, "filled");
    }

    /// <summary>Cancels an order, and waits for its end.</summary>
    public async Task CancelAsync(BrokerOrder order)
    {
        await Trading.CancelAsync(order, Cancellation);
        await UntilAsync(order.ClientId!, o => !OrderLife.IsOpen(o.Status), "ended");
    }

    /// <summary>How much of the symbol the account holds.</summary>
    public async Task<decimal> HeldAsync() =>
        (await Trading.PositionsAsync(Cancellation)).Where(p => p.Symbol == Target.Symbol).Sum(p => p.Quantity);

    /// <summary>Asserts that work is refused, and for what reason.</summary>
    public static async Task<BrokerException> RefusedAsync(Func<Task> work, params BrokerError[] expected)
    {
        try
        {
            await work();
        }
        catch (BrokerException refusal)
        {
            ConformanceException.Require(expected.Contains(refusal.Error),
                $"it was refused as {refusal.Error} ({refusal.Message}), and should be as {string.Join(" or ", expected)}");
            return refusal;
        }

        throw new ConformanceException($"it was not refused, and should be as {string.Join(" or ", expected)}");
    }

    private static TimeInForce InForce(TimeInForceKind kind) => kind switch
    {
        TimeInForceKind.Day => TimeInForce.Day,
        TimeInForceKind.ImmediateOrCancel => TimeInForce.ImmediateOrCancel,
        TimeInForceKind.FillOrKill => TimeInForce.FillOrKill,
        TimeInForceKind.AtOpen => TimeInForce.AtOpen,
        TimeInForceKind.AtClose => TimeInForce.AtClose,
        _ => TimeInForce.GoodTillCancelled,
    };
}
