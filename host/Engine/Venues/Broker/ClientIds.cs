using System.Globalization;

namespace StrategyHost.Engine.Venues.Broker;

/// <summary>What a broker calls the orders of a session, when it is given one for the first time.</summary>
/// <param name="Of">The name of an order, by its number.</param>
/// <param name="OrderOf">The number of the order that has a name; null when it is no order's.</param>
public sealed record ClientIds(Func<long, string> Of, Func<string, long?> OrderOf)
{
    /// <summary>An order's number is its name.</summary>
    public static ClientIds Plain { get; } = After("");

    /// <summary>A few letters, and the order's number behind them.</summary>
    public static ClientIds After(string prefix) => new(
        id => FormattableString.Invariant($"{prefix}{id}"),
        name => name.StartsWith(prefix, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null);
}
