namespace StrategyHost.Engine.Markets;

/// <summary>Turns money of an instrument's currency into the account's, at the latest price of the pair.</summary>
/// <param name="pair">The pair's market.</param>
/// <param name="isInverse">Whether the pair is quoted the other way round: units of the instrument's currency for one of the
/// account's.</param>
public sealed class Conversion(Market pair, bool isInverse)
{
    /// <summary>Units of the account's currency for one of the instrument's; 0 before the pair has shown a price.</summary>
    public double Rate => pair.BarsSeen == 0 ? 0 : isInverse ? 1 / pair.Bar.Close : pair.Bar.Close;
}
