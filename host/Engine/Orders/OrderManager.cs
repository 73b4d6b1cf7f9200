using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Risk;

namespace StrategyHost.Engine.Orders;

/// <summary>The orders of one strategy: what it wants of them, brought to the gateway, and positions brought to a size.</summary>
public sealed class OrderManager
{
    private readonly MarketList markets;
    private readonly Account account;
    private readonly OrderStore store;
    private readonly OrderGateway gateway;
    private readonly Contingencies contingencies;
    private readonly OrderFollowUp followUp;
    private readonly StrategyBook own;
    private readonly PositionGuards? guards;
    private readonly PositionTargets? targets;
    private readonly Flattening flattening;
    private readonly Log log;
    private readonly HashSet<string> saidNothing = new(StringComparer.Ordinal);

    /// <summary>A manager of no orders.</summary>
    /// <param name="parts">What all managers of a run share.</param>
    /// <param name="own">What the strategy owns.</param>
    /// <param name="guards">Its stop-losses and take-profits; null where no limit asks for them.</param>
    /// <param name="targets">Brings its positions to quantities where answers take time; null where they do not.</param>
    /// <param name="clock">The run's clock.</param>
    public OrderManager(OrderParts parts, StrategyBook own, PositionGuards? guards, PositionTargets? targets, Clock clock)
    {
        markets = parts.Markets;
        account = parts.Account;
        store = parts.Store;
        gateway = parts.Gateway;
        contingencies = parts.Contingencies;
        followUp = parts.FollowUp;
        log = parts.Log;
        this.own = own;
        this.guards = guards;
        this.targets = targets;
        flattening = new Flattening(markets, clock, Exit, EndOthers);
    }

    /// <summary>The orders that can still fill, oldest first.</summary>
    public IReadOnlyList<Order> Open => own.IsShared ? [.. store.Open.Where(o => own.Owns(o.Id))] : store.Open;

    /// <summary>Makes an order. It ends at once, as denied, when the risk engine refuses it.</summary>
    public Order Submit(in OrderRequest request)
    {
        targets?.Forget(request.Symbol);
        return Submit(in request, OrderOrigin.Strategy);
    }

    /// <summary>Makes an entry with a stop and a target that wait for its fill, or none of them when one is refused.</summary>
    public Bracket SubmitBracket(in OrderRequest entry, in OrderRequest stop, in OrderRequest target)
    {
        targets?.Forget(entry.Symbol);
        var orders = gateway.SubmitWhole(in entry, [stop, target], own);
        var bracket = new Bracket(orders[0], orders[1], orders[2]);
        if (bracket.StopLoss.IsOpen)
        {
            contingencies.Wait(bracket.StopLoss, bracket.Entry, own);
            contingencies.Wait(bracket.TakeProfit, bracket.Entry, own);
            contingencies.Link(OrderLink.OneUpdatesOther, [bracket.StopLoss, bracket.TakeProfit], own);
        }

        followUp.Run();
        return bracket;
    }

    /// <summary>Makes orders that wait for their parent's fill, or none of them, and ends the parent, when one is refused before that has
    /// traded.</summary>
    public IReadOnlyList<Order> SubmitChildren(Order parent, IReadOnlyList<OrderRequest> requests)
    {
        var children = gateway.Hold(parent, requests, own);
        foreach (var child in children)
        {
            if (child.IsOpen) contingencies.Wait(child, parent, own);
        }

        followUp.Run();
        return children;
    }

    /// <summary>Links orders, so that a fill of one acts on the others. Those that have ended are left out.</summary>
    public void Link(OrderLink link, IReadOnlyList<Order> orders) => contingencies.Link(link, orders, own);

    /// <summary>Ends a working order.</summary>
    public OrderResponse Cancel(Order order)
    {
        var response = gateway.Cancel(order);
        followUp.Run();
        return response;
    }

    /// <summary>Changes a working order; null keeps what it has.</summary>
    public OrderResponse Replace(Order order, decimal? quantity, decimal? limitPrice, decimal? stopPrice)
    {
        var response = gateway.Replace(order, quantity, limitPrice, stopPrice);
        if (response && quantity is { } asked) contingencies.Ask(order, asked);
        followUp.Run();
        return response;
    }

    /// <summary>Brings a position to a quantity with one market order; null when nothing has to be traded.</summary>
    public Order? Target(string symbol, decimal quantity, string? tag) => Target(symbol, quantity, tag, fitsCash: false);

    /// <summary>Brings a position to a part of equity, in whole lots rounded towards zero; null when nothing has to be traded.</summary>
    public Order? TargetPercent(string symbol, double ratio, string? tag)
    {
        var market = markets[symbol];
        if (!double.IsFinite(ratio))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{ratio} is not a usable part of equity for {symbol}: look for a division by zero or an indicator that is not ready."),
                nameof(ratio));
        if (market.BarsSeen == 0 && ratio != 0)
            throw new InvalidOperationException(
                $"{symbol} has shown no price yet, so a part of equity cannot be turned into a quantity: wait for its first bar.");
        if (ratio == 0) return Target(symbol, 0, tag);
        decimal wanted = WholeLots(market, Equity * ratio);
        decimal held = own.Portfolio[symbol].Quantity + UnderWay(symbol);
        decimal quantity = wanted > held ? held + gateway.Payable(market, wanted - held) : wanted;
        if (quantity == 0) SayNothing(market, ratio);
        return Target(symbol, quantity, tag, fitsCash: true);
    }

    private void SayNothing(Market market, double ratio)
    {
        var instrument = market.Instrument;
        if (!saidNothing.Add(instrument.Symbol)) return;
        double value = Equity * ratio;
        double lot = market.Bar.Close * (double)(market.PointValue * instrument.LotSize);
        log.Warning(string.Create(
            CultureInfo.InvariantCulture,
            $"A target of {ratio * 100:0.##}% of equity is less than one lot of {instrument.Symbol}, and stands for no position: it is "
                + $"{value:0.00}, a lot of {instrument.LotSize} costs {lot:0.00}. Further ones are not said."));
    }

    /// <summary>Cancels every open order. A child whose parent may still fill waits on: it ends with its parent, or protects what that
    /// fills.</summary>
    public void CancelAll() => CancelUnless(static _ => false);

    /// <summary>Does what a reached loss limit, or a person, asks for.</summary>
    public void Respond(BreachAction action)
    {
        bool keepsExits = action == BreachAction.Reduce;
        CancelUnless(order => keepsExits
            && OrderIntent.OfChange(order, markets[order.Symbol], order.Quantity, order.LimitPrice, order.StopPrice).OnlyShrinks);
        if (action == BreachAction.Flatten) flattening.Begin();
    }

    /// <summary>Whether <see cref="Watch"/> has anything to look at.</summary>
    public bool IsWatching => guards is not null || flattening.IsUnderWay;

    /// <summary>Whether positions are being closed.</summary>
    public bool IsFlattening => flattening.IsUnderWay;

    /// <summary>Closes positions whose stop-loss the venue does not hold, where the price has reached it, and those that are being
    /// flattened.</summary>
    public void Watch(ReadOnlySpan<Market> updated)
    {
        WatchStops(updated);
        ContinueFlattening();
    }

    /// <summary>Goes on with closing positions, where <see cref="Respond"/> has begun that and orders were in the way.</summary>
    public void ContinueFlattening()
    {
        if (flattening.IsUnderWay) flattening.Continue();
    }

    /// <summary>An order of the account was filled: what was flattened stays flat while trading is stopped.</summary>
    /// <param name="symbol">Its symbol.</param>
    /// <param name="isStopped">Whether trading is stopped.</param>
    public void NoteFill(string symbol, bool isStopped) => flattening.NoteFill(symbol, isStopped);

    /// <summary>Ends the closing of positions.</summary>
    public void StopFlattening() => flattening.Stop();

    private Order? Target(string symbol, decimal quantity, string? tag, bool fitsCash)
    {
        _ = markets[symbol];
        if (targets is not null) return Follow(targets.Bring(symbol, quantity, tag));
        decimal missing = quantity - own.Portfolio[symbol].Quantity - UnderWay(symbol);
        return missing == 0 ? null : Submit(Trade(symbol, missing, tag) with { FitsCash = fitsCash }, OrderOrigin.Strategy);
    }

    private Order? Follow(Order? order)
    {
        followUp.Run();
        return order;
    }

    private Order Submit(in OrderRequest request, OrderOrigin origin)
    {
        var order = gateway.Submit(in request, origin, own);
        followUp.Run();
        return order;
    }

    private void CancelUnless(Predicate<Order> isKept)
    {
        foreach (var order in Open.ToArray())
        {
            if (!isKept(order) && order.Status != OrderStatus.PendingSubmit) Cancel(order);
        }

        foreach (var order in Open.ToArray())
        {
            if (!isKept(order) && order.Status == OrderStatus.PendingSubmit && !contingencies.MayBeReleased(order)) Cancel(order);
        }
    }

    private void WatchStops(ReadOnlySpan<Market> updated)
    {
        if (guards is null) return;
        foreach (var market in updated)
        {
            if (guards.IsBreached(market) && !IsOpen(market.Instrument.Symbol)) Exit(market.Instrument.Symbol);
        }
    }

    private double Equity => own.IsShared ? (double)own.Portfolio.Equity : account.Equity;

    /// <summary>The signed quantity that market orders under way will add to the position.</summary>
    private decimal UnderWay(string symbol)
    {
        decimal underWay = 0;
        foreach (var order in store.Open)
        {
            if (order.Type == OrderType.Market && order.Symbol == symbol && order.Status != OrderStatus.PendingSubmit && own.Owns(order.Id))
                underWay += order.Sign * order.Remaining;
        }

        return underWay;
    }

    private Order? Exit(string symbol)
    {
        decimal held = own.Portfolio[symbol].Quantity;
        return held == 0 ? null : Submit(Trade(symbol, -held, "flatten"), OrderOrigin.Exit);
    }

    /// <summary>Ends what is open of a symbol, other than its exit and what undoes an excess; says whether an order of it can still
    /// fill.</summary>
    private bool EndOthers(string symbol, Order? exit)
    {
        foreach (var order in Open.ToArray())
        {
            if (order.Symbol == symbol && order != exit && order.Tag != Overfills.Tag && order.Status != OrderStatus.PendingSubmit)
                Cancel(order);
        }

        return IsOpen(symbol);
    }

    private bool IsOpen(string symbol)
    {
        foreach (var order in Open)
        {
            if (order.Symbol == symbol && order.Status != OrderStatus.PendingSubmit) return true;
        }

        return false;
    }

    private static OrderRequest Trade(string symbol, decimal signedQuantity, string? tag) => new()
    {
        Symbol = symbol,
        Side = signedQuantity > 0 ? Side.Buy : Side.Sell,
        Quantity = Math.Abs(signedQuantity),
        Tag = tag,
    };

    private static decimal WholeLots(Market market, double value)
    {
        var instrument = market.Instrument;
        double lots = Math.Truncate(value / (market.Bar.Close * (double)(market.PointValue * instrument.LotSize)));
        return (decimal)Math.Clamp(lots, -1e15, 1e15) * instrument.LotSize;
    }
}
