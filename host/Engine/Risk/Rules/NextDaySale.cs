using StrategyHost.Engine.Orders;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>What was bought today is sold tomorrow at the earliest, as for Chinese A-shares.</summary>
/// <param name="book">The fills and the working orders.</param>
/// <param name="day">The account's day.</param>
public sealed class NextDaySale(OrderStore book, TradingDay day) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.Side == Side.Buy) return null;
        string symbol = intent.Market.Instrument.Symbol;
        decimal sellable = intent.PositionBefore - BoughtToday(symbol);
        decimal after = sellable - intent.Market.OpenToSell - intent.Quantity;
        return after >= 0
            ? null
            : Deny(DenialCode.NextDaySale,
                $"{Math.Max(0, sellable - intent.Market.OpenToSell)} of {symbol} can be sold today, the order is for {intent.Quantity}");
    }

    private decimal BoughtToday(string symbol)
    {
        decimal bought = 0;
        var today = day.Today;
        for (int i = book.Fills.Count - 1; i >= 0 && day.DateOf(book.Fills[i].Time) == today; i--)
        {
            var fill = book.Fills[i];
            if (fill.Symbol == symbol && fill.Side == Side.Buy) bought += fill.Quantity;
        }

        return bought;
    }
}
