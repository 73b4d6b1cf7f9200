namespace StrategyHost.Engine.Risk.Rules;

/// <summary>What was bought today is sold tomorrow at the earliest, as for Chinese A-shares.</summary>
/// <param name="day">The account's day.</param>
public sealed class NextDaySale(TradingDay day) : RiskRule, IFillRule
{
    private Dictionary<string, decimal> bought = new(StringComparer.Ordinal);
    private DateOnly latest;

    /// <inheritdoc/>
    public void Note(Fill fill)
    {
        var date = day.DateOf(fill.Time);
        if (date < latest) return; // It is told late, and can be sold today.
        if (date > latest) bought.Clear();
        latest = date;
        if (fill.Side == Side.Buy) bought[fill.Symbol] = bought.GetValueOrDefault(fill.Symbol) + fill.Quantity;
    }

    /// <inheritdoc/>
    public override void Continue(RiskRule before)
    {
        if (before is NextDaySale old) (bought, latest) = (old.bought, old.latest);
    }

    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.Side == Side.Buy) return null;
        string symbol = intent.Market.Instrument.Symbol;
        decimal boughtToday = latest == day.Today ? bought.GetValueOrDefault(symbol) : 0;
        decimal sellable = intent.PositionBefore - boughtToday;
        decimal after = sellable - intent.Market.OpenToSell - intent.Quantity;
        return after >= 0
            ? null
            : Deny(DenialCode.NextDaySale,
                $"{Math.Max(0, sellable - intent.Market.OpenToSell)} of {symbol} can be sold today, the order is for {intent.Quantity}");
    }
}
