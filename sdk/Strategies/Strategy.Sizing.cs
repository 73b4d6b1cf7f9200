namespace StrategyHost;

/// <content>How much to trade. Each is in whole lots, rounded down, at the latest price, and 0 when nothing that large can be
/// bought.</content>
public abstract partial class Strategy
{
    /// <summary>The quantity whose value is a part of equity: fixed fraction.</summary>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="ratio">The part of equity, 0.1 for 10 %.</param>
    public Quantity FractionSize(string symbol, double ratio) => Lots(symbol, ratio * (double)Portfolio.Equity / UnitValue(symbol));

    /// <summary>The quantity that loses a part of equity when the price goes a distance against it, such as two average true ranges: ATR
    /// risk.</summary>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="ratio">The part of equity that may be lost, 0.01 for 1 %.</param>
    /// <param name="distance">The distance to the stop, in price units, above zero.</param>
    public Quantity RiskSize(string symbol, double ratio, double distance) =>
        Lots(symbol, ratio * (double)Portfolio.Equity / (distance * UnitValue(symbol) / Position(symbol).LastPrice));

    /// <summary>The quantity by which a position swings as much as is wanted: volatility target.</summary>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="target">The wanted standard deviation of the position's yearly return on equity, 0.1 for 10 %.</param>
    /// <param name="volatility">That of the instrument's own yearly return, above zero.</param>
    public Quantity VolatilitySize(string symbol, double target, double volatility) => FractionSize(symbol, target / volatility);

    /// <summary>What one unit is worth at the latest price, in the account's currency; NaN before the first.</summary>
    private double UnitValue(string symbol)
    {
        var position = Position(symbol);
        return position.LastPrice * (double)(Instrument(symbol).Multiplier * position.ConversionRate);
    }

    private Quantity Lots(string symbol, double units)
    {
        decimal lot = Instrument(symbol).LotSize;
        double lots = Math.Floor(units / (double)lot);
        return double.IsFinite(lots) && lots > 0 ? (decimal)Math.Min(lots, 1e15 / (double)lot) * lot : 0m;
    }
}
