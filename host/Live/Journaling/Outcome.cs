using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Live.Journaling;

/// <summary>Something that a session did: an order that it made, a fill that it booked, or what it wanted of its broker.</summary>
/// <param name="Kind"><c>order</c>, <c>fill</c> or <c>call</c>.</param>
/// <param name="Text">All of it in one line, the same on every run.</param>
public sealed record Outcome(string Kind, string Text)
{
    /// <summary>The kind of what is wanted of a broker.</summary>
    public const string CallKind = "call";

    /// <summary>What is wanted of a broker.</summary>
    public static Outcome Of(BrokerCall call) => new(CallKind, call.Text);

    /// <summary>An order as it was made.</summary>
    public static Outcome Of(Order order) => new("order", FormattableString.Invariant(
        $"{order.Id} {order.Submitted:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ} {order.Side} {order.Quantity.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)} {order.Symbol} {order.Type} {order.TimeInForce}{(order.Denial is { } denial ? $" denied {denial.Code}" : "")}"));

    /// <summary>A fill.</summary>
    public static Outcome Of(Fill fill) => new("fill", FormattableString.Invariant(
        $"{fill.OrderId} {fill.Time:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ} {fill.Side} {fill.Quantity.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)} {fill.Symbol} at {fill.Price.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)} for {fill.Commission.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)}"));
}
