using StrategyHost.Engine.Orders;

namespace StrategyHost.Engine.Venues.Fills;

/// <summary>
/// A trailing stop is tested as a stop; on a bar that does not trigger it, it then follows the bar's close. It starts
/// from the close of the bar on which it was made.
/// </summary>
public static class TrailingStopFill
{
    /// <summary>The execution; null when the bar does not reach the stop.</summary>
    public static Execution? On(WorkingOrder order, in Bar bar)
    {
        if (StopFill.On(order, bar) is { } execution) return execution;
        Follow(order, bar);
        return null;
    }

    internal static void Follow(WorkingOrder order, in Bar bar)
    {
        if (Trailing.Follow(order.Order, (decimal)bar.Close, order.Market.Instrument.TickSize)) order.TakeTerms();
    }
}
