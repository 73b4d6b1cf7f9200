using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Profiling;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// The one door to the venue. Whoever wants an order made, changed or ended (the strategy, links, guards, a flatten) comes here: the order
/// is made, judged by the risk engine, stored and handed over, in that order.
/// </summary>
/// <param name="markets">The markets of the run.</param>
/// <param name="store">The orders.</param>
/// <param name="risk">Judges them.</param>
/// <param name="venue">Takes them.</param>
/// <param name="fills">Hears of orders that the host ends itself.</param>
/// <param name="log">Where lines go.</param>
public sealed class OrderGateway(MarketList markets, OrderStore store, RiskEngine risk, IVenue venue, FillProcessor fills, Log log)
{
    private Denial? latestStop;

    /// <summary>Finds out what a run spends its time on; null when nobody wants to know.</summary>
    public RunProfile? Profile { get; init; }

    /// <summary>The strategies' books: where there are several, lines say whose order they are about.</summary>
    public IReadOnlyList<StrategyBook> Books { get; init; } = [];

    /// <summary>Makes an order. It ends at once, as denied, when the risk engine refuses it.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="origin">Who wants it.</param>
    /// <param name="owner">The book that it belongs to.</param>
    public Order Submit(in OrderRequest request, OrderOrigin origin, StrategyBook owner)
    {
        if (!markets.TryFind(request.Symbol, out var market)) return Stray(in request, owner);
        var order = Make(in request, market, owner);
        if (order.Trail is not null && Trailing.Does(order.Type) && market.BarsSeen > 0)
            Trailing.Follow(order, (decimal)market.Bar.Close, market.Instrument.TickSize);
        var denial = Judge(order, market, origin);
        decimal refused = denial is null ? 0 : CutToClosingHalf(order, market, origin);
        if (denial is not null && refused == 0)
        {
            Deny(order, denial);
            return order;
        }

        Pass(order, market);
        if (denial is not null) Deny(Make(request with { Quantity = refused }, market, owner), denial);
        return order;
    }

    /// <summary>Makes an entry and the exits that wait for its fill. When one of them is refused, all are, and nothing is sent.</summary>
    /// <returns>The entry and, behind it, the exits.</returns>
    public IReadOnlyList<Order> SubmitWhole(in OrderRequest entry, IReadOnlyList<OrderRequest> exits, StrategyBook owner)
    {
        if (!markets.TryFind(entry.Symbol, out var market))
        {
            var stray = new List<Order> { Stray(in entry, owner) };
            foreach (var request in exits) stray.Add(Stray(in request, owner));
            return stray;
        }

        var parent = Make(in entry, market, owner);
        var orders = new List<Order> { parent };
        foreach (var request in exits) orders.Add(Make(in request, market, owner));
        if (RefusalOfWhole(orders, market) is { } refusal)
        {
            DenyAll(orders, refusal.Order, refusal.Denial);
            return orders;
        }

        Pass(parent, market);
        foreach (var exit in orders.Skip(1)) store.Hold(exit);
        return orders;
    }

    /// <summary>
    /// Makes orders that wait for their parent's fill. The rules that a configuration asks for judge them then; those against certain
    /// errors do at
    /// once. When one is refused before the parent has traded, the others are too, and the parent is cancelled.
    /// </summary>
    public IReadOnlyList<Order> Hold(Order parent, IReadOnlyList<OrderRequest> requests, StrategyBook owner)
    {
        var orders =
            requests.Select(r => markets.TryFind(r.Symbol, out var market) ? Make(in r, market, owner) : Stray(in r, owner)).ToList();
        var refused = orders.Select(o => (Order: o, Denial: o.Denial ?? RefusalOf(o, parent))).Where(r => r.Denial is not null).ToList();
        foreach (var (order, denial) in refused.Where(r => r.Order.IsOpen)) Deny(order, denial!);
        if (refused.Count > 0 && parent.Filled == 0)
        {
            DenyAll(orders, refused[0].Order, refused[0].Denial!);
            CancelContingent(parent, $"order {refused[0].Order.Id}, which was to follow it, was denied: {refused[0].Denial}");
        }

        foreach (var order in orders.Where(o => o.IsOpen)) store.Hold(order);
        return orders;
    }

    /// <summary>Makes an order anew that waits for its parent's fill.</summary>
    public Order Hold(in OrderRequest request, StrategyBook owner)
    {
        if (!markets.TryFind(request.Symbol, out var market)) return Stray(in request, owner);
        var order = Make(in request, market, owner);
        if (risk.ReviewExit(OrderIntent.Of(order, market)) is { } denial) Deny(order, denial);
        else store.Hold(order);
        return order;
    }

    /// <summary>Sends an order that has waited, in the size that it is to have.</summary>
    public void Release(Order order, decimal quantity)
    {
        var market = markets[order.Symbol];
        order.Quantity = quantity;
        if (Trailing.Does(order.Type)) Trailing.Follow(order, (decimal)market.Bar.Close, market.Instrument.TickSize);
        if (Judge(order, market, order.IsReduceOnly ? OrderOrigin.Exit : OrderOrigin.Strategy) is { } denial)
        {
            Deny(order, denial);
            return;
        }

        Pass(order, market);
    }

    /// <summary>Ends a working order, as the strategy or a person wants.</summary>
    public OrderResponse Cancel(Order order)
    {
        if (!order.IsOpen) return new OrderResponse($"order {order.Id} has ended: {order.Status}");
        order.IsCancelAsked = true;
        if (order.Status == OrderStatus.PendingCancel) return new OrderResponse($"order {order.Id} is being cancelled already");
        if (order.Status == OrderStatus.PendingSubmit) End(order, null);
        else venue.Cancel(order);
        return OrderResponse.Success;
    }

    /// <summary>Ends an order that depends on others, after something has happened to one of them.</summary>
    public void CancelContingent(Order order, string reason)
    {
        if (!order.IsOpen) return;
        if (order.Status == OrderStatus.PendingSubmit) End(order, reason);
        else venue.CancelContingent(order, reason);
    }

    /// <summary>Changes a working order as the strategy wants, when the risk engine lets it; null keeps what it has.</summary>
    public OrderResponse Replace(Order order, decimal? quantity, decimal? limitPrice, decimal? stopPrice)
    {
        if (!order.IsOpen) return new OrderResponse($"order {order.Id} has ended: {order.Status}");
        if (order.Status == OrderStatus.PendingCancel) return new OrderResponse($"order {order.Id} is being cancelled");
        if (MissingPrice(order, limitPrice, stopPrice) is { } missing)
            return Refuse(order, "refused", $"a {order.Type} order has no {missing}");
        var market = markets[order.Symbol];
        decimal tick = market.Instrument.TickSize;
        decimal wanted = quantity ?? order.Quantity;
        decimal? limit = TickGrid.Limit(limitPrice, order.Side, tick) ?? order.LimitPrice;
        decimal? stop = TickGrid.Stop(stopPrice, order.Side, tick) ?? order.StopPrice;
        if (risk.Review(OrderIntent.OfChange(order, market, wanted, limit, stop)) is { } denial)
            return Refuse(order, "denied", denial.ToString());
        if (order.Status == OrderStatus.PendingSubmit) store.Replace(order, wanted, limit, stop);
        else venue.Replace(order, quantity, limitPrice is null ? null : limit, stopPrice is null ? null : stop);
        return OrderResponse.Success;
    }

    /// <summary>How much of a purchase at the market the account can pay for, commission included, where it has to pay with cash.</summary>
    public decimal Payable(Market market, decimal quantity) => risk.Payable(market, quantity);

    /// <summary>Brings an order to a quantity, and to prices where they are given, that the host has worked out. No rule judges
    /// it.</summary>
    public void Resize(Order order, decimal quantity, decimal? limitPrice = null, decimal? stopPrice = null) =>
        venue.Replace(order, quantity, limitPrice, stopPrice);

    /// <summary>Tells the venue that orders are linked.</summary>
    public void Group(IReadOnlyList<Order> orders) => venue.Group(orders);

    private Order Stray(in OrderRequest request, StrategyBook owner)
    {
        var stray = store.Add(in request);
        owner.Adopt(stray);
        Deny(stray,
            new Denial(DenialCode.Symbol,
                $"'{request.Symbol}' is not a symbol of this run ({string.Join(", ", markets.Select(m => m.Instrument.Symbol))})"));
        return stray;
    }

    private Order Make(in OrderRequest request, Market market, StrategyBook owner)
    {
        var order = store.Add(OnGrid(in request, market.Instrument.TickSize));
        owner.Adopt(order);
        return order;
    }

    private void Pass(Order order, Market market)
    {
        latestStop = null;
        store.Send(order);
        venue.Submit(order, market);
    }

    private Denial? Judge(Order order, Market market, OrderOrigin origin)
    {
        var intent = OrderIntent.Of(order, market);
        order.WasExit = intent.Closes;
        if (venue.CanOverfill) (order.IsClosing, order.IsHostExit) = (intent.OnlyShrinks, origin == OrderOrigin.Exit);
        var before = Profile?.Switch(RunStage.Risk);
        var denial = origin == OrderOrigin.Exit ? risk.ReviewExit(in intent) : risk.Review(in intent);
        if (before is { } stage) Profile!.Switch(stage);
        return denial;
    }

    /// <summary>Leaves of a reversal that is refused the part that closes the position, where that may pass alone.</summary>
    /// <returns>The quantity that is given up; 0 when nothing of the order passes.</returns>
    private decimal CutToClosingHalf(Order order, Market market, OrderOrigin origin)
    {
        var intent = OrderIntent.Of(order, market);
        if (intent.ClosingHalf == 0 || order.TimeInForce.Kind == TimeInForceKind.FillOrKill || risk.ReviewExit(in intent) is not null)
            return 0;
        decimal whole = order.Quantity;
        order.Quantity = intent.ClosingHalf;
        if (Judge(order, market, origin) is null) return whole - order.Quantity;
        order.Quantity = whole;
        return 0;
    }

    private (Order Order, Denial Denial)? RefusalOfWhole(List<Order> orders, Market market)
    {
        var entry = orders[0];
        foreach (var exit in orders.Skip(1))
        {
            if (RefusalOf(exit, entry) is { } ofExit) return (exit, ofExit);
        }

        return Judge(entry, market, OrderOrigin.Strategy) is { } ofEntry ? (entry, ofEntry) : null;
    }

    private Denial? RefusalOf(Order exit, Order entry)
    {
        var market = markets[exit.Symbol];
        return risk.ReviewExit(OrderIntent.Of(exit, market)) ?? ExitSide.Review(exit, entry, market);
    }

    private void DenyAll(List<Order> orders, Order refused, Denial denial)
    {
        if (refused.IsOpen) Deny(refused, denial);
        foreach (var order in orders.Where(o => o.IsOpen))
        {
            if (store.Deny(order, new Denial(denial.Code, $"it is refused with order {refused.Id}: {denial.Message}")))
                fills.NoteEnd(order);
        }
    }

    private void End(Order order, string? reason)
    {
        if (store.End(order, OrderStatus.Cancelled, reason)) fills.NoteEnd(order);
    }

    private OrderResponse Refuse(Order order, string how, string why)
    {
        log.Warning($"{OwnerOf(order)}The change of order {order.Id} {order.Symbol} was {how}: {why}.");
        return new OrderResponse($"the change of order {order.Id} was {how}: {why}");
    }

    private void Deny(Order order, Denial denial)
    {
        // A strategy that does not ask whether trading is halted would say so on every bar: once for each stretch is enough. An order that
        // passes ends it.
        bool isStop = denial.Code is DenialCode.Halted or DenialCode.Reducing or DenialCode.NotArmed or DenialCode.StaleMarket;
        if (!isStop || denial.Code != latestStop?.Code)
            log.Warning(string.Create(CultureInfo.InvariantCulture,
                $"{OwnerOf(order)}Order {order.Id} {order.Side} {order.Quantity} "
                    + $"{order.Symbol}{(order.Tag is { } tag ? $" (tag {tag})" : "")} was denied: "
                    + $"{denial}.{(isStop ? " Further ones like it are not said." : "")}"));
        if (isStop) latestStop = denial;
        if (store.Deny(order, denial)) fills.NoteEnd(order);
    }

    private string OwnerOf(Order order) =>
        Books.Count > 1 && Books.FirstOrDefault(b => b.Owns(order.Id)) is { } owner ? $"{owner.Name}: " : "";

    private static string? MissingPrice(Order order, decimal? limitPrice, decimal? stopPrice) =>
        limitPrice is not null && order.LimitPrice is null ? "limit"
        : stopPrice is not null && (order.StopPrice is null || order.IsTriggered) ? "stop that has not triggered"
        : null;

    private static OrderRequest OnGrid(in OrderRequest request, decimal tickSize) => tickSize == 0 ? request : request with
    {
        LimitPrice = TickGrid.Limit(request.LimitPrice, request.Side, tickSize),
        StopPrice = TickGrid.Stop(request.StopPrice, request.Side, tickSize),
    };
}
