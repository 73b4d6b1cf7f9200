using System.Globalization;
using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Live.Journaling;

/// <summary>Something that a session did: an order that it made or changed, a fill that it booked, or what it wanted of its
/// broker.</summary>
/// <param name="Kind"><c>order</c>, <c>change</c>, <c>fill</c> or <c>command</c>.</param>
/// <param name="Text">All of it in one line, the same on every run.</param>
public sealed record Outcome(string Kind, string Text)
{
    /// <summary>When it was decided, in the host's time, UTC. It is no part of what must be done again.</summary>
    public DateTime Time { get; init; }

    /// <summary>What is wanted of a broker.</summary>
    public static Outcome Of(BrokerCommand command) => new("command", command.Text);

    /// <summary>An order as it was made.</summary>
    public static Outcome Of(Order order)
    {
        string denied = order.Denial is { } denial ? $" denied {denial.Code}" : "";
        return new Outcome("order", string.Create(CultureInfo.InvariantCulture,
            $"{order.Id} {order.Submitted:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ} {order.Side} {Plain(order.Quantity)} {order.Symbol} "
                + $"{order.Type}{Prices(order)} {order.TimeInForce}{denied}"));
    }

    /// <summary>An order's new terms.</summary>
    public static Outcome OfChange(Order order) =>
        new("change", FormattableString.Invariant($"{order.Id} {Plain(order.Quantity)}{Prices(order)} {order.Status}"));

    /// <summary>A fill.</summary>
    public static Outcome Of(Fill fill) => new("fill", string.Create(CultureInfo.InvariantCulture,
        $"{fill.OrderId} {fill.Time:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ} {fill.Side} {Plain(fill.Quantity)} {fill.Symbol} "
            + $"at {Plain(fill.Price)} for {Plain(fill.Commission)}"));

    /// <summary>Whether it is the same, whenever it was decided.</summary>
    public bool IsSame(Outcome other) => Kind == other.Kind && Text == other.Text;

    private static string Prices(Order order) =>
        $"{(order.LimitPrice is { } limit ? $" limit {Plain(limit)}" : "")}{(order.StopPrice is { } stop ? $" stop {Plain(stop)}" : "")}";

    private static string Plain(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
