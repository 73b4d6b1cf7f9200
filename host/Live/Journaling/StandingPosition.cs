using System.Globalization;

namespace StrategyHost.Live.Journaling;

/// <summary>What a session holds of one instrument.</summary>
/// <param name="Symbol">The instrument's symbol.</param>
/// <param name="Quantity">Units held: negative for short.</param>
/// <param name="AveragePrice">The mean entry price.</param>
/// <param name="LastPrice">The latest price; null before the first.</param>
/// <param name="UnrealizedProfit">Profit of what is held at the latest price, before commission, in the instrument's currency.</param>
public sealed record StandingPosition(string Symbol, decimal Quantity, decimal AveragePrice, double? LastPrice, decimal UnrealizedProfit)
{
    /// <summary>A position as it is now.</summary>
    public static StandingPosition Of(Position position) => new(
        position.Symbol, position.Quantity, position.AveragePrice, double.IsNaN(position.LastPrice) ? null : position.LastPrice,
        position.UnrealizedProfit);

    /// <summary><c>12 SPX at 2874.56</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Quantity:0.########} {Symbol} at {AveragePrice:0.########}");
}
