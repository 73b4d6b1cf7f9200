namespace StrategyHost.Engine.Markets;

/// <summary>Knows which splits and dividends of each market are due.</summary>
public sealed class ActionSchedule
{
    private readonly long[] nextTicks;
    private readonly int[] nextIndex;

    /// <summary>The actions of these markets, none of them due yet.</summary>
    public ActionSchedule(IReadOnlyList<Market> markets)
    {
        nextIndex = new int[markets.Count];
        nextTicks = [.. markets.Select(m => TicksOf(m.Series, 0))];
        NextTime = nextTicks.Min();
    }

    /// <summary>Nothing is due on bars that end at this time or earlier, in UTC ticks.</summary>
    public long NextTime { get; private set; }

    /// <summary>The next action that holds for the market's latest bar, once; null when there is none more.</summary>
    public CorporateAction? Next(Market market)
    {
        if (market.Bar.End.Ticks <= nextTicks[market.Index]) return null;
        var action = market.Series.Actions[nextIndex[market.Index]++];
        nextTicks[market.Index] = TicksOf(market.Series, nextIndex[market.Index]);
        NextTime = nextTicks.Min();
        return action;
    }

    /// <summary>By what an action multiplies the prices and the volumes before it, so that they join on to those after.</summary>
    /// <param name="action">The action.</param>
    /// <param name="closeBefore">The last price before it; NaN where that is not known, so that a dividend changes nothing.</param>
    public static PriceScale ScaleOf(CorporateAction action, double closeBefore)
    {
        double value = (double)action.Value;
        return action.Kind == CorporateActionKind.Split
            ? new PriceScale(action.Kind, 1 / value, value)
            : new PriceScale(action.Kind, closeBefore > value ? (closeBefore - value) / closeBefore : 1, 1);
    }

    /// <summary>When an action begins to hold: at the midnight of its date, so that it is in what trades before the open, or with a
    /// session that opens on the evening before.</summary>
    internal static long TicksOf(BarSeries series, int index)
    {
        var actions = series.Actions;
        if (index >= actions.Count) return long.MaxValue;
        var date = actions[index].ExDate;
        long midnight = series.Calendar.ToUtc(date.ToDateTime(TimeOnly.MinValue)).Ticks;
        return Math.Min(midnight, series.Calendar.SessionOn(date)?.Open.Ticks ?? midnight);
    }
}
