using StrategyHost.Engine.Orders;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A trading day has only so many fills. Orders that only shrink a position pass.</summary>
/// <param name="limit">How many.</param>
/// <param name="book">The fills.</param>
/// <param name="day">The account's day.</param>
public sealed class TradesPerDay(int limit, OrderStore book, TradingDay day) : RiskRule
{
    private DateOnly today;
    private int fillsBeforeToday;

    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.NeverEnlarges) return null;
        if (day.Today != today)
        {
            today = day.Today;
            fillsBeforeToday = book.Fills.Count;
            while (fillsBeforeToday > 0 && day.DateOf(book.Fills[fillsBeforeToday - 1].Time) == today) fillsBeforeToday--;
        }

        int fills = book.Fills.Count - fillsBeforeToday;
        return fills < limit
            ? null : Deny(DenialCode.TradesPerDay, $"{fills} fills have been made on {today:yyyy-MM-dd}, the limit is {limit}");
    }
}
