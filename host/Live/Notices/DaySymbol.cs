using System.Globalization;

namespace StrategyHost.Live.Notices;

/// <summary>What a trading day has brought in one symbol.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Bought">How much was bought.</param>
/// <param name="Sold">How much was sold.</param>
/// <param name="Fills">In how many fills.</param>
/// <param name="Trades">How many round trips were closed.</param>
/// <param name="Profit">Their profit after commission, in the account's currency.</param>
/// <param name="Position">What is held: negative for short.</param>
/// <param name="AveragePrice">Its mean entry price.</param>
/// <param name="LastPrice">The latest price; null before the first.</param>
/// <param name="OpenProfit">The profit of what is held, before commission, in the instrument's currency.</param>
public sealed record DaySymbol(string Symbol, decimal Bought, decimal Sold, int Fills, int Trades, decimal Profit, decimal Position,
    decimal AveragePrice, double? LastPrice, decimal OpenProfit)
{
    /// <summary>All of it in a few words.</summary>
    public override string ToString()
    {
        string trades =
            Trades > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Trades} trades closed {Profit:+#,0.00;-#,0.00;0.00}") : "";
        string held = Position == 0 ? "flat" : string.Create(CultureInfo.InvariantCulture,
            $"holds {Position:0.########} at {AveragePrice:0.########}, {OpenProfit:+#,0.00;-#,0.00;0.00} open");
        return string.Create(CultureInfo.InvariantCulture, $"{Symbol} {Fills} fills{trades}, {held}");
    }
}
