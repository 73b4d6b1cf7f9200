namespace StrategyHost;

/// <summary>An order and where it is in its life. Only the host changes it; times are those of the run's clock.</summary>
public sealed class Order
{
    // Market orders, which are most, have no terms. A run keeps all of its orders, so they are kept small.
    private OrderTerms? terms;
    private decimal averagePrice;
    private DateTime closed;

    internal Order(long id, in OrderRequest request, DateTime submitted)
    {
        Id = id;
        Symbol = request.Symbol;
        Side = request.Side;
        Quantity = request.Quantity;
        Type = request.Type;
        LimitPrice = request.LimitPrice;
        StopPrice = request.StopPrice;
        TimeInForce = request.TimeInForce;
        Trail = request.Trail;
        LimitOffset = request.LimitOffset;
        IsPostOnly = request.PostOnly;
        IsReduceOnly = request.ReduceOnly;
        Trigger = request.Trigger;
        FitsCash = request.FitsCash;
        Tag = request.Tag;
        Submitted = submitted;
    }

    /// <summary>Its number within the run, from 1, in the order of submission.</summary>
    public long Id { get; }

    /// <summary>The instrument's symbol.</summary>
    public string Symbol { get; }

    /// <summary>Buy or sell.</summary>
    public Side Side { get; }

    /// <summary>On what terms it trades.</summary>
    public OrderType Type { get; }

    /// <summary>The whole quantity, in units of the instrument.</summary>
    public decimal Quantity { get; internal set; }

    /// <summary>The worst price it accepts; null for orders without a limit.</summary>
    public decimal? LimitPrice
    {
        get => terms?.LimitPrice;
        internal set
        {
            if (value != LimitPrice) Terms.LimitPrice = value;
        }
    }

    /// <summary>The price that triggers it; null for orders without a stop.</summary>
    public decimal? StopPrice
    {
        get => terms?.StopPrice;
        internal set
        {
            if (value != StopPrice) Terms.StopPrice = value;
        }
    }

    /// <summary>How long it works.</summary>
    public TimeInForce TimeInForce { get; }

    /// <summary>How far its stop trails the price; null for orders that do not trail.</summary>
    public Trail? Trail
    {
        get => terms?.Trail;
        private set
        {
            if (value is not null) Terms.Trail = value;
        }
    }

    /// <summary>How far beyond its stop the limit of a trailing stop-limit order is, in price units; null for others.</summary>
    public decimal? LimitOffset
    {
        get => terms?.LimitOffset;
        private set
        {
            if (value is not null) Terms.LimitOffset = value;
        }
    }

    /// <summary>Whether it is rejected rather than take liquidity.</summary>
    public bool IsPostOnly { get; }

    /// <summary>Whether it may only make a position smaller.</summary>
    public bool IsReduceOnly { get; }

    /// <summary>Which price triggers it.</summary>
    public TriggerSource Trigger { get; }

    /// <summary>The number of the order whose fill it waits for, or waited for; null for none.</summary>
    public long? ParentId
    {
        get => terms?.ParentId;
        internal set => Terms.ParentId = value;
    }

    /// <summary>The position of the book that it belongs to; null before the host has put it into one.</summary>
    internal Position? Holding { get; set; }

    /// <summary>Whether all that it could do when it was made was to make a position smaller; only known where fills can cross.</summary>
    internal bool IsClosing { get; set; }

    /// <summary>Whether it was no larger than the position that it could close when it was made.</summary>
    internal bool WasExit { get; set; }

    /// <summary>Whether it fills in part where the account's cash cannot pay for all of it.</summary>
    internal bool FitsCash { get; }

    /// <summary>Whether the host made it, to protect or close a position, or to undo what crossed: nothing on its way to the broker keeps
    /// it back.</summary>
    internal bool IsHostExit { get; set; }

    /// <summary>Whether the strategy or a person has asked for its end.</summary>
    internal bool IsCancelAsked { get; set; }

    /// <summary>Whether the host is about to let it leave its memory, as it has ended.</summary>
    internal bool IsLeaving { get; set; }

    /// <summary>Whether it has left the host's memory: nothing is expected of it any more.</summary>
    internal bool HasLeft { get; set; }

    /// <summary>The number of the first order of the group that it belongs to; null for none.</summary>
    public long? GroupId
    {
        get => terms?.GroupId;
        internal set => Terms.GroupId = value;
    }

    /// <summary>The strategy's own word for it; null for none.</summary>
    public string? Tag { get; }

    /// <summary>When the strategy made it, UTC.</summary>
    public DateTime Submitted { get; }

    /// <summary>Where it is in its life.</summary>
    public OrderStatus Status { get; private set; } = OrderStatus.PendingSubmit;

    /// <summary>Whether an order with a stop and a limit has been triggered and now works as a limit order.</summary>
    public bool IsTriggered { get; internal set; }

    /// <summary>The quantity filled so far.</summary>
    public decimal Filled { get; private set; }

    /// <summary>The quantity still to be filled.</summary>
    public decimal Remaining => Quantity - Filled;

    /// <summary>The quantity-weighted mean price of its fills; null before the first.</summary>
    public decimal? AveragePrice => Filled == 0 ? null : averagePrice;

    /// <summary>When it ended, UTC; null while it is open.</summary>
    public DateTime? Closed => IsOpen ? null : closed;

    /// <summary>Why the risk engine refused it; null unless it is denied.</summary>
    public Denial? Denial { get; private set; }

    /// <summary>Why it was denied, rejected, cancelled or has expired; null when there is nothing to say.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether it can still fill.</summary>
    public bool IsOpen => OrderLife.IsOpen(Status);

    /// <summary>+1 for a buy, −1 for a sell.</summary>
    public int Sign => Side == Side.Buy ? 1 : -1;

    /// <summary><c>#12 Buy 100 SPX Limit limit 1373.15 Accepted</c>, and the tag behind it where there is one: <c>(tag
    /// breakout)</c>.</summary>
    public override string ToString()
    {
        string stop = StopPrice is { } trigger ? FormattableString.Invariant($" stop {trigger}") : "";
        string limit = LimitPrice is { } worst ? FormattableString.Invariant($" limit {worst}") : "";
        string tag = Tag is { } word ? $" (tag {word})" : "";
        return FormattableString.Invariant($"#{Id} {Side} {Quantity} {Symbol} {Type}{stop}{limit} {Status}{tag}");
    }

    private OrderTerms Terms => terms ??= new OrderTerms();

    /// <summary>Moves to a status that the table allows; false, with nothing changed, when it does not.</summary>
    internal bool TryMove(OrderStatus to, DateTime time, string? reason = null)
    {
        if (!OrderLife.Allows(Status, to)) return false;
        Status = to;
        if (reason is not null) Reason = reason;
        if (!IsOpen) closed = time;
        return true;
    }

    internal bool TryDeny(Denial denial, DateTime time)
    {
        if (!TryMove(OrderStatus.Denied, time, denial.ToString())) return false;
        Denial = denial;
        return true;
    }

    /// <summary>Books a fill of at most the remaining quantity; false, with nothing changed, when it does not fit.</summary>
    internal bool TryFill(decimal quantity, decimal price, DateTime time)
    {
        if (quantity <= 0 || quantity > Remaining) return false;
        var next = quantity == Remaining ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
        if (!TryMove(next, time)) return false;
        averagePrice = Filled == 0 ? price : (averagePrice * Filled + price * quantity) / (Filled + quantity);
        Filled += quantity;
        return true;
    }

    /// <summary>
    /// Counts a fill that came although the order had ended, or that is more than was left of it: what an exchange has done is
    /// done. The quantity grows where less was asked for; the status stays where the order has ended.
    /// </summary>
    internal void FillBeyond(decimal quantity, decimal price, DateTime time)
    {
        averagePrice = ((averagePrice * Filled) + (price * quantity)) / (Filled + quantity);
        Filled += quantity;
        Quantity = Math.Max(Quantity, Filled);
        if (IsOpen) TryMove(Filled == Quantity ? OrderStatus.Filled : OrderStatus.PartiallyFilled, time);
    }

    /// <summary>How far it has come. Setting it brings an order to where it was, or is, in its life.</summary>
    internal OrderProgress Progress
    {
        get => new(Status, Reason, Filled, averagePrice, closed);
        set
        {
            (Status, Reason, closed) = (value.Status, value.Reason, value.Closed);
            (Filled, averagePrice) = (value.Filled, value.AveragePrice);
        }
    }

    /// <summary>Multiplies the distances in price units by which the order trails, after a split.</summary>
    internal void ScaleDistances(decimal factor)
    {
        if (Trail is { Amount: > 0 } trail) Trail = StrategyHost.Trail.By(trail.Amount * factor);
        LimitOffset *= factor;
    }
}
