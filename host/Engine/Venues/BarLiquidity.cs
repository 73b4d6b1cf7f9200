using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Venues;

/// <summary>What a market's bar has to trade: a part of its volume, consumed once.</summary>
/// <param name="participation">The part as a ratio; null for any quantity.</param>
public sealed class BarLiquidity(double? participation)
{
    private readonly Dictionary<Market, decimal> left = [];

    /// <summary>Fills up for the markets that have a new bar.</summary>
    public void Begin(ReadOnlySpan<Market> updated)
    {
        if (participation is not { } part) return;
        foreach (var market in updated)
        {
            decimal lot = market.Instrument.LotSize;
            left[market] = Math.Floor((decimal)Math.Min(market.Bar.Volume * part, 1e15) / lot) * lot;
        }
    }

    /// <summary>Takes what there is of a wanted quantity; nothing when it has to be whole and is not.</summary>
    public decimal Take(Market market, decimal wanted, bool isAllOrNone)
    {
        if (participation is null) return wanted;
        decimal available = left.GetValueOrDefault(market);
        decimal taken = Math.Min(wanted, available);
        if (isAllOrNone && taken < wanted) return 0;
        left[market] = available - taken;
        return taken;
    }
}
