using System.Globalization;
using StrategyHost.Plugins;

namespace StrategyHost.Simulation.Exchanges;

/// <summary>An order at the exchange, as it truly is.</summary>
internal sealed class ExchangeOrder
{
    private DateTime latestSent;

    /// <summary>An order that has just arrived.</summary>
    /// <param name="number">Its number at the exchange.</param>
    /// <param name="ticket">What was asked for.</param>
    /// <param name="isByHand">Whether a person made it beside every host.</param>
    /// <param name="arrived">When, UTC.</param>
    public ExchangeOrder(int number, OrderTicket ticket, bool isByHand, DateTime arrived)
    {
        Number = number;
        Ticket = ticket;
        IsByHand = isByHand;
        Arrived = arrived;
        Quantity = LargestQuantity = ticket.Quantity;
        LimitPrice = ticket.LimitPrice;
        StopPrice = ticket.StopPrice;
        BrokerId = Name(number, 0);
    }

    /// <summary>Its number, from 1, in the order of arrival.</summary>
    public int Number { get; }

    /// <summary>What was asked for at first.</summary>
    public OrderTicket Ticket { get; }

    /// <summary>What the host called it; null for orders made by hand.</summary>
    public string? ClientId => IsByHand ? null : Ticket.ClientId;

    /// <summary>Whether a person made it beside every host.</summary>
    public bool IsByHand { get; }

    /// <summary>When it arrived, UTC.</summary>
    public DateTime Arrived { get; }

    /// <summary>When it ended, UTC; null while it can fill.</summary>
    public DateTime? Ended { get; set; }

    /// <summary>What the exchange calls it now.</summary>
    public string BrokerId { get; private set; }

    /// <summary>The instrument.</summary>
    public string Symbol => Ticket.Symbol;

    /// <summary>Whether it buys.</summary>
    public bool IsBuy => Ticket.Side == Side.Buy;

    /// <summary>The whole quantity now.</summary>
    public decimal Quantity { get; private set; }

    /// <summary>The largest whole quantity that was ever asked for.</summary>
    public decimal LargestQuantity { get; private set; }

    /// <summary>The worst price now.</summary>
    public decimal? LimitPrice { get; private set; }

    /// <summary>The triggering price now.</summary>
    public decimal? StopPrice { get; set; }

    /// <summary>How much has filled.</summary>
    public decimal Filled { get; set; }

    /// <summary>How much can still fill.</summary>
    public decimal Remaining => Quantity - Filled;

    /// <summary>Where it is in its life.</summary>
    public OrderStatus Status { get; set; } = OrderStatus.Accepted;

    /// <summary>Why it ended; null for nothing to say.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether its stop has been reached.</summary>
    public bool IsTriggered { get; set; }

    /// <summary>Whether a person ended or changed it beside every host.</summary>
    public bool IsTouchedByHand { get; set; }

    /// <summary>Whether it can fill.</summary>
    public bool IsOpen => Ended is null;

    /// <summary>Whether it ends at once with what it cannot fill.</summary>
    public bool IsImmediate => Ticket.TimeInForce.Kind is TimeInForceKind.ImmediateOrCancel or TimeInForceKind.FillOrKill;

    /// <summary>How often its terms were changed.</summary>
    public int Changes { get; private set; }

    /// <summary>When a change arrived that was sent before the one that it undid, UTC; null while the terms are those that were sent
    /// last.</summary>
    public DateTime? UndoneAt { get; private set; }

    /// <summary>The order as a broker shows it.</summary>
    public BrokerOrder Shown => new()
    {
        ClientId = ClientId,
        BrokerId = BrokerId,
        Symbol = Symbol,
        Side = Ticket.Side,
        Quantity = Quantity,
        LimitPrice = LimitPrice,
        StopPrice = StopPrice,
        Status = Status,
        Filled = Filled,
        Reason = Reason,
    };

    /// <summary>Takes other terms.</summary>
    public void Change(OrderChange change, bool isRenamed)
    {
        Quantity = change.Quantity;
        LargestQuantity = Math.Max(LargestQuantity, Quantity);
        LimitPrice = change.LimitPrice;
        if (!IsTriggered) StopPrice = change.StopPrice;
        Changes++;
        if (isRenamed) BrokerId = Name(Number, Changes);
    }

    /// <summary>A change has arrived.</summary>
    public void NoteChange(DateTime sent, DateTime arrived)
    {
        UndoneAt = sent < latestSent ? arrived : null;
        if (sent > latestSent) latestSent = sent;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{BrokerId} {ClientId ?? "by hand"}: {Ticket.Side} {Filled}/{Quantity} {Symbol} {Ticket.Type} stop {StopPrice} limit "
            + $"{LimitPrice} {Status}");

    private static string Name(int number, int changes) =>
        string.Create(CultureInfo.InvariantCulture, $"X{number}{(changes == 0 ? "" : $".{changes}")}");
}
