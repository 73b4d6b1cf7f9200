using System.Diagnostics.CodeAnalysis;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// Takes what a venue reports. What follows a fill stands in <see cref="Book"/>, as numbered steps. What other orders should be after it is
/// not decided here: the venue may be in the middle of its work, so it waits in a queue for <see cref="OrderFollowUp"/>.
/// </summary>
/// <param name="markets">The markets of the run.</param>
/// <param name="store">The orders.</param>
/// <param name="account">The account.</param>
/// <param name="books">What each strategy of the account owns.</param>
/// <param name="log">Where lines go.</param>
public sealed class FillProcessor(MarketList markets, OrderStore store, Account account, IReadOnlyList<StrategyBook> books, Log log)
    : IExecutionListener
{
    private readonly StrategyBook[] books = [.. books];
    private readonly Queue<OrderUpdate> updates = new();
    private bool hasSaidReversal;

    /// <summary>What has been opened and closed.</summary>
    public RoundTrips RoundTrips { get; } = new();

    /// <summary>The fills of the event that is under way, for the strategy that is told of them.</summary>
    public FillSteps Steps { get; } = new(account, books);

    /// <summary>The largest quantity of a fill over the volume of the bar that filled it, a ratio; 0 before the first fill on a bar with a
    /// volume.</summary>
    public double LargestVolumeShare { get; private set; }

    /// <summary>The risk engine, which hears of losses and rejections; set once, when the run is put together.</summary>
    public RiskEngine? Risk { get; set; }

    /// <summary>What keeps sales from being spent until they have settled; set once, when the run is put together.</summary>
    public Settlement? Settlement { get; set; }

    /// <summary>Whether something waits for <see cref="OrderFollowUp"/>.</summary>
    public bool HasUpdates => updates.Count > 0;

    /// <summary>Takes the oldest update that waits.</summary>
    public bool TryTakeUpdate([MaybeNullWhen(false)] out OrderUpdate update) => updates.TryDequeue(out update);

    /// <summary>Notes that an order has ended by the host itself, for those that depend on it.</summary>
    public void NoteEnd(Order order)
    {
        if (markets.TryFind(order.Symbol, out var market)) updates.Enqueue(new OrderUpdate(OrderUpdateKind.Ended, order, market, 0, 0));
    }

    /// <inheritdoc/>
    public void Accepted(Order order)
    {
        bool worksOn = order.Filled > 0 && order.Status is (OrderStatus.PendingCancel or OrderStatus.PendingReplace);
        store.Move(order, worksOn ? OrderStatus.PartiallyFilled : OrderStatus.Accepted);
    }

    /// <inheritdoc/>
    public void Rejected(Order order, string reason)
    {
        log.Warning($"Order {order.Id} {order.Symbol} was rejected by the venue: {reason}.");
        if (End(order, OrderStatus.Rejected, reason)) Risk?.NoteReject();
    }

    /// <inheritdoc/>
    public void RestRejected(Order order, string reason)
    {
        log.Warning(
            FormattableString.Invariant(
                $"The remaining {order.Remaining} of order {order.Id} {order.Symbol} were rejected by the venue: {reason}."));
        End(order, OrderStatus.Cancelled, reason);
    }

    /// <inheritdoc/>
    public void CancelPending(Order order) => store.Move(order, OrderStatus.PendingCancel);

    /// <inheritdoc/>
    public void ReplacePending(Order order) => store.Move(order, OrderStatus.PendingReplace);

    /// <inheritdoc/>
    public void RequestRejected(Order order, string reason)
    {
        log.Warning($"Order {order.Id} {order.Symbol} goes on as it was: {reason.TrimEnd('.')}.");
        updates.Enqueue(new OrderUpdate(OrderUpdateKind.RequestRejected, order, markets[order.Symbol], 0, 0));
    }

    /// <inheritdoc/>
    public void Cancelled(Order order, string? reason) => End(order, OrderStatus.Cancelled, reason);

    /// <inheritdoc/>
    public void Expired(Order order, string reason) => End(order, OrderStatus.Expired, reason);

    /// <inheritdoc/>
    public void Replaced(Order order, decimal quantity, decimal? limitPrice, decimal? stopPrice)
    {
        store.Replace(order, Math.Max(quantity, order.Filled), limitPrice, stopPrice);
        if (order.Filled > 0 && order.Filled == order.Quantity) End(order, OrderStatus.Filled, null);
        else updates.Enqueue(new OrderUpdate(OrderUpdateKind.Changed, order, markets[order.Symbol], 0, 0));
    }

    /// <inheritdoc/>
    public void Adopted(Fill fill)
    {
        var market = markets[fill.Symbol];
        decimal before = market.Position.Quantity;
        store.Fill(fill);
        Book(null, market, fill, before);
    }

    /// <inheritdoc/>
    public void Filled(Order order, Fill fill)
    {
        var market = markets[order.Symbol];
        decimal before = (order.Holding ?? market.Position).Quantity;
        Steps.Note(order, market);
        store.Fill(order, fill);
        Book(order, market, fill, before);
        if (order.WasExit && !hasSaidReversal && Math.Sign(before) != -order.Sign) SayReversal(order);
    }

    /// <summary>An exit found its position closed, by another exit or by a fill of the same bar, and opened one on the other
    /// side.</summary>
    private void SayReversal(Order order)
    {
        hasSaidReversal = true;
        log.Warning(
            $"Order {order.Id} {order.Symbol} was made to close a position, and opened one on the other side, as another order had "
                + $"closed it before: link exits with Oco or Ouo, or make them reduce-only. Further ones are not said.");
    }

    private bool End(Order order, OrderStatus status, string? reason)
    {
        if (!store.End(order, status, reason)) return false;
        NoteEnd(order);
        return true;
    }

    /// <summary>What follows a fill, after it was counted on its order.</summary>
    private void Book(Order? order, Market market, Fill fill, decimal before)
    {
        // 1. A market that has shown no price is valued at the first that is known.
        if (market.BarsSeen == 0) market.Presume(fill.Price);

        // 2. The account, its round trips, and what each strategy owns of it.
        account.Book(market, fill);
        RoundTrips.Book(market, fill);
        foreach (var book in books) book.Book(market, fill);

        // 3. Cash that has not settled, and the risk engine's count of losses.
        Settlement?.Take(fill, market);
        Risk?.Note(fill);
        Risk?.Note(RoundTrips.Closed);
        if (Math.Sign(before) == -Math.Sign(fill.SignedQuantity)) Risk?.NoteClosing(fill);

        // 4. Statistics.
        if (order is not null && market.Bar.Volume > 0)
            LargestVolumeShare = Math.Max(LargestVolumeShare, (double)fill.Quantity / market.Bar.Volume);

        // 5. Orders that depend on it are brought to what they should be once the venue is done.
        updates.Enqueue(new OrderUpdate(OrderUpdateKind.Filled, order, market, fill.Quantity, before));
    }
}
