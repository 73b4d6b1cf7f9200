using System.Globalization;

namespace StrategyHost.Live.Brokers;

/// <summary>A symbol of which a broker holds something else than the deployments believe.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="AtBroker">What the broker holds.</param>
/// <param name="AveragePrice">The broker's mean entry price; null where it does not tell.</param>
/// <param name="Ours">What the deployments hold together.</param>
/// <param name="External">What is known to be nobody's.</param>
/// <param name="OurPrice">The mean entry price by the deployment's executions, when that is what differs; null otherwise.</param>
internal sealed record PositionDifference(string Symbol, decimal AtBroker, decimal? AveragePrice, decimal Ours, decimal External, decimal? OurPrice = null)
{
    /// <summary>How much the broker holds more.</summary>
    public decimal Quantity => AtBroker - Ours - External;

    /// <summary>What differs, in a sentence.</summary>
    public override string ToString() => OurPrice is { } price
        ? string.Create(CultureInfo.InvariantCulture, $"{Symbol} was entered at {price:0.########} by our executions, and at {AveragePrice:0.########} by the broker")
        : string.Create(CultureInfo.InvariantCulture, $"the broker holds {AtBroker:0.########} {Symbol}, the deployments {Ours:0.########}{(External == 0 ? "" : $", and {External:0.########} are known to be nobody's")}");
}
