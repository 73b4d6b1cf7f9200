namespace StrategyHost.Engine.Venues.Fills;

/// <summary>A trailing stop-limit is tested as a stop-limit; stop and limit follow the closes of bars that do not trigger it.</summary>
public static class TrailingStopLimitFill
{
    /// <summary>The execution; null when the bar does not trigger the stop or does not reach the limit.</summary>
    public static Execution? On(WorkingOrder order, in Bar bar, LimitFillRule rule)
    {
        var execution = StopLimitFill.On(order, bar, rule);
        if (execution is null && !order.Order.IsTriggered) TrailingStopFill.Follow(order, bar);
        return execution;
    }
}
