namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A trading day has only so many fills. Orders that only shrink a position pass.</summary>
/// <param name="limit">How many.</param>
/// <param name="day">The account's day.</param>
public sealed class TradesPerDay(int limit, TradingDay day) : RiskRule, IFillRule
{
    private DateOnly latest;
    private int ofLatest;

    /// <inheritdoc/>
    public void Note(Fill fill)
    {
        var date = day.DateOf(fill.Time);
        if (date < latest) return; // It is told late, and counts on its own day, which is over.
        ofLatest = date == latest ? ofLatest + 1 : 1;
        latest = date;
    }

    /// <inheritdoc/>
    public override void Continue(RiskRule before)
    {
        if (before is TradesPerDay old) (latest, ofLatest) = (old.latest, old.ofLatest);
    }

    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.NeverEnlarges) return null;
        int fills = latest == day.Today ? ofLatest : 0;
        return fills < limit
            ? null : Deny(DenialCode.TradesPerDay, $"{fills} fills have been made on {day.Today:yyyy-MM-dd}, the limit is {limit}");
    }
}
