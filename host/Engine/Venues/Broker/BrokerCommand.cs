using System.Globalization;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Venues.Broker;

/// <summary>What a session wants its broker to do. Of several commands about one order the latest counts: each says what the order should
/// be, not by how much it changes.</summary>
/// <param name="ClientId">The order that it is about.</param>
public abstract record BrokerCommand(string ClientId)
{
    /// <summary>All of it in one line, the same on every run.</summary>
    public abstract string Text { get; }

    /// <summary>A number in a line.</summary>
    protected static string Plain(decimal? number) =>
        number is { } value ? value.ToString("0.############", CultureInfo.InvariantCulture) : "-";
}

/// <summary>Hand an order over.</summary>
/// <param name="Ticket">The order.</param>
public sealed record SubmitOrder(OrderTicket Ticket) : BrokerCommand(Ticket.ClientId)
{
    /// <summary>Whether the host made the order, to protect or close a position, or to undo what crossed: it waits at no gate, and no limit
    /// of the account judges it.</summary>
    public bool IsHostExit { get; init; }

    /// <summary>Whether it could do nothing but make a position smaller when it was decided: it is not sent any more once that position has
    /// been closed.</summary>
    public bool IsClosing { get; init; }

    /// <inheritdoc/>
    public override string Text =>
        $"submit {ClientId} {Ticket.Side} {Plain(Ticket.Quantity)} {Ticket.Symbol} {Ticket.Type} "
            + $"limit {Plain(Ticket.LimitPrice)} stop {Plain(Ticket.StopPrice)} {Ticket.TimeInForce}";
}

/// <summary>End an order.</summary>
/// <param name="ClientId">The order.</param>
public sealed record CancelOrder(string ClientId) : BrokerCommand(ClientId)
{
    /// <inheritdoc/>
    public override string Text => $"cancel {ClientId}";
}

/// <summary>Bring an order to terms.</summary>
/// <param name="ClientId">The order.</param>
/// <param name="Change">All of its new terms.</param>
public sealed record ReplaceOrder(string ClientId, OrderChange Change) : BrokerCommand(ClientId)
{
    /// <inheritdoc/>
    public override string Text =>
        $"replace {ClientId} {Plain(Change.Quantity)} limit {Plain(Change.LimitPrice)} stop {Plain(Change.StopPrice)}";
}
