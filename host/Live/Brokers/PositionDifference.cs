using System.Globalization;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>A symbol of which a broker holds something else than the deployments believe.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="AtBroker">What the broker holds.</param>
/// <param name="AveragePrice">The broker's mean entry price; null where it does not tell.</param>
/// <param name="Ours">What the deployments hold together.</param>
/// <param name="External">What is known to be nobody's.</param>
/// <param name="OurPrice">The mean entry price by the deployment's executions, when that is what differs; null otherwise.</param>
internal sealed record PositionDifference(string Symbol, decimal AtBroker, decimal? AveragePrice, decimal Ours, decimal External,
    decimal? OurPrice = null)
{
    /// <summary>Which orders that no session looks after have traded it; null for none.</summary>
    public string? Cause { get; init; }

    /// <summary>How much the broker holds more.</summary>
    public decimal Quantity => AtBroker - Ours - External;

    /// <summary>In what a broker's positions and those of the sessions differ: a pure function.</summary>
    /// <param name="atBroker">What the broker holds; a symbol that is not there is flat.</param>
    /// <param name="ours">What the sessions hold.</param>
    /// <param name="entryTolerance">By how much mean entry prices may differ, as a ratio.</param>
    public static IReadOnlyList<PositionDifference> Between(IReadOnlyList<BrokerPosition> atBroker, IReadOnlyList<HeldPosition> ours,
        decimal entryTolerance)
    {
        var shown =
            atBroker.GroupBy(p => p.Symbol, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var held = ours.ToDictionary(h => h.Symbol, StringComparer.Ordinal);
        var differences = new List<PositionDifference>();
        foreach (var symbol in shown.Keys.Union(held.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var there = shown.GetValueOrDefault(symbol) ?? new BrokerPosition(symbol, 0, null);
            var here = held.GetValueOrDefault(symbol) ?? new HeldPosition(symbol, 0, null, 0);
            var difference = new PositionDifference(symbol, there.Quantity, there.AveragePrice, here.Quantity, here.External);
            if (difference.Quantity != 0) differences.Add(difference);
            else if (here.Entry is { } entry && entry != 0 && there.AveragePrice is { } price
                && Math.Abs(entry - price) > entryTolerance * Math.Abs(entry)) differences.Add(difference with { OurPrice = entry });
        }

        return differences;
    }

    /// <summary>What differs, in a sentence.</summary>
    public override string ToString() => OurPrice is { } price
        ? string.Create(CultureInfo.InvariantCulture,
            $"{Symbol} was entered at {price:0.########} by our executions, and at {AveragePrice:0.########} by the broker")
        : string.Create(CultureInfo.InvariantCulture,
            $"the broker holds {AtBroker:0.########} {Symbol}, the deployments "
                + $"{Ours:0.########}{(External == 0 ? "" : $", and {External:0.########} are known to be nobody's")}"
                + $"{(Cause is null ? "" : $" ({Cause})")}");
}
