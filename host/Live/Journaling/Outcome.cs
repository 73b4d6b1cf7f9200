namespace StrategyHost.Live.Journaling;

/// <summary>Something that a session did: an order that it made, or a fill that it booked.</summary>
/// <param name="Kind"><c>order</c> or <c>fill</c>.</param>
/// <param name="Text">All of it in one line, the same on every run.</param>
public sealed record Outcome(string Kind, string Text)
{
    /// <summary>An order as it was made.</summary>
    public static Outcome Of(Order order) => new("order", FormattableString.Invariant(
        $"{order.Id} {order.Submitted:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ} {order.Side} {order.Quantity.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)} {order.Symbol} {order.Type} {order.TimeInForce}{(order.Denial is { } denial ? $" denied {denial.Code}" : "")}"));

    /// <summary>A fill.</summary>
    public static Outcome Of(Fill fill) => new("fill", FormattableString.Invariant(
        $"{fill.OrderId} {fill.Time:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ} {fill.Side} {fill.Quantity.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)} {fill.Symbol} at {fill.Price.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)} for {fill.Commission.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture)}"));
}
