using StrategyHost.Engine.Orders;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A trading day has only so many fills. Orders that only shrink a position pass.</summary>
/// <param name="limit">How many.</param>
/// <param name="book">The fills.</param>
/// <param name="day">The account's day.</param>
public sealed class TradesPerDay(int limit, OrderStore book, TradingDay day) : RiskRule, IFillRule
{
    private DateOnly today;
    private int fillsBeforeToday;
    private DateOnly latest;
    private int ofLatest;

    /// <inheritdoc/>
    public void Note(Fill fill)
    {
        var date = day.DateOf(fill.Time);
        ofLatest = date == latest ? ofLatest + 1 : 1;
        latest = date;
    }

    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.NeverEnlarges) return null;
        if (day.Today != today)
        {
            today = day.Today;
            fillsBeforeToday = book.Fills.Made - (latest == today ? ofLatest : 0);
        }

        int fills = book.Fills.Made - fillsBeforeToday;
        return fills < limit
            ? null : Deny(DenialCode.TradesPerDay, $"{fills} fills have been made on {today:yyyy-MM-dd}, the limit is {limit}");
    }
}
