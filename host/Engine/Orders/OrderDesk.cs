using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Profiling;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Orders;

/// <summary>Turns what the strategy wants into orders, has each judged by the risk engine, and hands it to the venue.</summary>
public sealed class OrderDesk
{
    private readonly MarketList markets;
    private readonly Account account;
    private readonly OrderBook book;
    private readonly RiskEngine risk;
    private readonly IVenue venue;
    private readonly OrderLinks links;
    private readonly StrategyBook own;
    private readonly Log log;
    private readonly RunProfile? profile;
    private readonly Flattening flattening;
    private readonly Protection? protection;
    private Denial? latestStop;

    /// <summary>A desk between a strategy and a venue.</summary>
    public OrderDesk(MarketList markets, Account account, OrderBook book, RiskEngine risk, IVenue venue, OrderLinks links, StrategyBook own, RiskLimits limits, Clock clock, Log log, RunProfile? profile = null)
    {
        this.markets = markets;
        this.account = account;
        this.book = book;
        this.risk = risk;
        this.venue = venue;
        this.links = links;
        this.own = own;
        this.log = log;
        this.profile = profile;
        flattening = new Flattening(markets, clock, Exit, IsOpen);
        if (limits is { StopLoss: null, TakeProfit: null }) return;
        protection = new Protection(limits, request => Submit(request, isExit: true), venue.Replace, order => Cancel(order));
    }

    /// <summary>The orders that can still fill, oldest first.</summary>
    public IReadOnlyList<Order> Open => own.IsShared ? [.. book.Open.Where(o => own.Owns(o.Id))] : book.Open;

    /// <summary>Makes an order. It ends at once, as denied, when the risk engine refuses it.</summary>
    public Order Submit(in OrderRequest request) => Submit(in request, isExit: false);

    /// <summary>Makes an order. By an exit the host itself closes a position: only certain errors stop it.</summary>
    private Order Submit(in OrderRequest request, bool isExit)
    {
        if (!markets.TryFind(request.Symbol, out var market))
        {
            var stray = Make(request);
            Deny(stray, new Denial(DenialCode.Symbol, $"'{request.Symbol}' is not a symbol of this run ({string.Join(", ", markets.Select(m => m.Instrument.Symbol))})"));
            return stray;
        }

        var order = Make(OnGrid(request, market.Instrument.TickSize));
        if (order.Trail is not null && Trailing.Does(order.Type) && market.BarsSeen > 0)
            Trailing.Follow(order, (decimal)market.Bar.Close, market.Instrument.TickSize);
        var intent = OrderIntent.Of(order, market);
        var before = profile?.Switch(RunStage.Risk);
        var refusal = isExit ? risk.ReviewExit(in intent) : risk.Review(in intent);
        if (before is { } stage) profile!.Switch(stage);
        if (refusal is { } denial)
        {
            Deny(order, denial);
            return order;
        }

        book.Send(order);
        venue.Submit(order, market);
        return order;
    }

    /// <summary>Makes an order that waits for its parent's fill. The rules that a configuration asks for judge it then; those against certain errors do at once.</summary>
    public Order SubmitChild(Order parent, in OrderRequest request)
    {
        if (!markets.TryFind(request.Symbol, out var market)) return Submit(request);
        var order = Make(OnGrid(request, market.Instrument.TickSize));
        if (risk.ReviewExit(OrderIntent.Of(order, market)) is { } denial)
        {
            Deny(order, denial);
            return order;
        }

        book.Hold(order);
        links.Wait(order, parent);
        return order;
    }

    /// <summary>Links orders, so that a fill of one acts on the others. Those that have ended are left out.</summary>
    public void Link(OrderLink link, IReadOnlyList<Order> orders)
    {
        var open = orders.Where(o => o.IsOpen).Distinct().ToArray();
        if (open.Length > 1) links.Group(link, open);
    }

    /// <summary>Ends a working order; false when it had already ended.</summary>
    public bool Cancel(Order order)
    {
        if (!order.IsOpen || order.Status == OrderStatus.PendingCancel) return false;
        if (order.Status == OrderStatus.PendingSubmit) book.Cancelled(order, null);
        else venue.Cancel(order, null);
        return true;
    }

    /// <summary>Changes a working order; false when it had already ended or the change is refused.</summary>
    public bool Replace(Order order, decimal? quantity, decimal? limitPrice, decimal? stopPrice)
    {
        if (!order.IsOpen || !HasThesePrices(order, limitPrice, stopPrice)) return false;
        var market = markets[order.Symbol];
        decimal tick = market.Instrument.TickSize;
        decimal wanted = quantity ?? order.Quantity;
        decimal? limit = TickGrid.Limit(limitPrice, order.Side, tick) ?? order.LimitPrice;
        decimal? stop = TickGrid.Stop(stopPrice, order.Side, tick) ?? order.StopPrice;
        if (risk.Review(OrderIntent.OfChange(order, market, wanted, limit, stop)) is { } denial)
        {
            log.Warning($"The change of order {order.Id} {order.Symbol} was denied: {denial}.");
            return false;
        }

        if (order.Status == OrderStatus.PendingSubmit) book.Replaced(order, wanted, limit, stop);
        else venue.Replace(order, wanted, limit, stop);
        return true;
    }

    /// <summary>Brings a position to a quantity with one market order; null when nothing has to be traded.</summary>
    public Order? Target(string symbol, decimal quantity, string? tag)
    {
        var market = markets[symbol];
        decimal missing = quantity - own.Portfolio[symbol].Quantity - UnderWay(symbol);
        return missing == 0 ? null : Submit(Trade(symbol, missing, tag));
    }

    /// <summary>Brings a position to a part of equity, in whole lots rounded towards zero; null when nothing has to be traded.</summary>
    public Order? TargetPercent(string symbol, double ratio, string? tag)
    {
        var market = markets[symbol];
        if (!double.IsFinite(ratio))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{ratio} is not a usable part of equity for {symbol}: look for a division by zero or an indicator that is not ready."), nameof(ratio));
        if (market.BarsSeen == 0 && ratio != 0)
            throw new InvalidOperationException($"{symbol} has shown no price yet, so a part of equity cannot be turned into a quantity: wait for its first bar.");
        return Target(symbol, ratio == 0 ? 0 : WholeLots(market, Equity * ratio), tag);
    }

    /// <summary>Cancels every open order.</summary>
    public void CancelAll()
    {
        foreach (var order in Open.ToArray()) Cancel(order);
    }

    /// <summary>Does what a reached loss limit, or a person, asks for.</summary>
    public void Respond(BreachAction action)
    {
        bool keepsExits = action == BreachAction.Reduce;
        foreach (var order in Open.ToArray())
        {
            if (!keepsExits || !OrderIntent.OfChange(order, markets[order.Symbol], order.Quantity, order.LimitPrice, order.StopPrice).OnlyShrinks)
                Cancel(order);
        }

        if (action == BreachAction.Flatten) flattening.Begin();
    }

    /// <summary>Whether <see cref="Watch"/> has anything to look at.</summary>
    public bool IsWatching => protection is not null || flattening.IsUnderWay;

    /// <summary>Closes positions whose stop-loss the venue does not hold, where the price has reached it, and those that are being flattened.</summary>
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

    /// <summary>Brings stop-losses and take-profits into line with a position that has changed.</summary>
    public void Protect(Market market) => protection?.Follow(market, own.Portfolio[market.Instrument.Symbol]);

    /// <summary>Ends the closing of positions.</summary>
    public void StopFlattening() => flattening.Stop();

    private void WatchStops(ReadOnlySpan<Market> updated)
    {
        if (protection is null) return;
        foreach (var market in updated)
        {
            string symbol = market.Instrument.Symbol;
            if (protection.IsBreached(market, own.Portfolio[symbol]) && !IsOpen(symbol)) Exit(symbol);
        }
    }

    private double Equity => own.IsShared ? (double)own.Portfolio.Equity : account.Equity;

    private Order Make(in OrderRequest request)
    {
        var order = book.Make(in request);
        own.Adopt(order);
        return order;
    }

    /// <summary>The signed quantity that market orders under way will add to the position.</summary>
    private decimal UnderWay(string symbol)
    {
        decimal underWay = 0;
        foreach (var order in book.Open)
        {
            if (order.Type == OrderType.Market && order.Symbol == symbol && order.Status != OrderStatus.PendingSubmit && own.Owns(order.Id)) underWay += order.Sign * order.Remaining;
        }

        return underWay;
    }

    private Order? Exit(string symbol)
    {
        decimal held = own.Portfolio[symbol].Quantity;
        return held == 0 ? null : Submit(Trade(symbol, -held, "flatten"), isExit: true);
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

    private static OrderRequest OnGrid(in OrderRequest request, decimal tickSize) => tickSize == 0 ? request : request with
    {
        LimitPrice = TickGrid.Limit(request.LimitPrice, request.Side, tickSize),
        StopPrice = TickGrid.Stop(request.StopPrice, request.Side, tickSize),
    };

    private bool HasThesePrices(Order order, decimal? limitPrice, decimal? stopPrice)
    {
        string? missing = limitPrice is not null && order.LimitPrice is null ? "limit"
            : stopPrice is not null && (order.StopPrice is null || order.IsTriggered) ? "stop that has not triggered"
            : null;
        if (missing is not null) log.Warning($"The change of order {order.Id} {order.Symbol} was refused: a {order.Type} order has no {missing}.");
        return missing is null;
    }

    private void Deny(Order order, Denial denial)
    {
        // A strategy that does not ask whether trading is halted would say so on every bar: once is enough.
        bool isStop = denial.Code is DenialCode.Halted or DenialCode.Reducing or DenialCode.NotArmed;
        if (!isStop || denial != latestStop)
            log.Warning(string.Create(CultureInfo.InvariantCulture, $"Order {order.Id} {order.Side} {order.Quantity} {order.Symbol} was denied: {denial}.{(isStop ? " Further ones like it are not said." : "")}"));
        if (isStop) latestStop = denial;
        book.Deny(order, denial);
    }
}
