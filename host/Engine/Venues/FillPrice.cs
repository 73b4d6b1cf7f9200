using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Venues.Fills;

namespace StrategyHost.Engine.Venues;

/// <summary>The exact price of an execution, with what slippage makes of it: never outside the bar's range, never beyond the order's
/// limit.</summary>
public static class FillPrice
{
    /// <summary>The price before and after slippage.</summary>
    public static (decimal Undisturbed, decimal Price) Of(WorkingOrder working, in Execution execution, decimal quantity, in Bar bar,
        Slippage slippage)
    {
        decimal undisturbed = Exact(working, execution.Price);
        if (execution.Liquidity == Liquidity.Maker) return (undisturbed, undisturbed);
        double distance = slippage.Of(execution.Price, (double)quantity, working.Market);
        if (distance == 0) return (undisturbed, undisturbed);
        // A single tick has no range to stay in.
        bool hasRange = !working.Market.Series.Resolution.IsTick;
        var range = hasRange ? bar : bar with { High = double.PositiveInfinity, Low = 0 };
        double slipped = working.IsBuy
            ? Math.Min(execution.Price + distance, Math.Min(range.High, execution.Worst))
            : Math.Max(execution.Price - distance, Math.Max(range.Low, execution.Worst));
        return (undisturbed, OnGrid(Exact(working, slipped), working, range));
    }

    /// <summary>An order's own price is exact already; a price of the data is what its 15 significant digits say.</summary>
    private static decimal Exact(WorkingOrder working, double price)
    {
        if (price == working.Limit) return working.Order.LimitPrice!.Value;
        return price == working.Stop ? working.Order.StopPrice!.Value : (decimal)price;
    }

    /// <summary>The next price on the instrument's grid that is not better, unless that leaves the bar's range.</summary>
    private static decimal OnGrid(decimal price, WorkingOrder working, in Bar bar)
    {
        decimal tick = working.Market.Instrument.TickSize;
        if (tick == 0) return price;
        decimal worse = working.IsBuy ? Math.Ceiling(price / tick) * tick : Math.Floor(price / tick) * tick;
        double limit = working.IsBuy ? Math.Min(bar.High, double.IsNaN(working.Limit) ? bar.High : working.Limit)
            : Math.Max(bar.Low, double.IsNaN(working.Limit) ? bar.Low : working.Limit);
        bool staysInside = working.IsBuy ? (double)worse <= limit : (double)worse >= limit;
        return staysInside ? worse : price;
    }
}
