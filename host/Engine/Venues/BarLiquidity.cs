using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Venues;

/// <summary>What a market's bar or quote has to trade: a part of its volume, or of the quoted sizes, consumed once.</summary>
/// <param name="participation">The part as a ratio; null for any quantity.</param>
public sealed class BarLiquidity(double? participation)
{
    private readonly Dictionary<(Market, Side), decimal> left = [];

    /// <summary>Whether there is only so much of it.</summary>
    public bool IsLimited => participation is not null;

    /// <summary>Fills up for the markets that have a new bar.</summary>
    public void Begin(ReadOnlySpan<Market> updated)
    {
        if (participation is { } part) FillUp(updated, part);
    }

    private void FillUp(ReadOnlySpan<Market> updated, double part)
    {
        foreach (var market in updated)
        {
            bool hasQuote = market.Quote is not null;
            decimal buys = Lots(market, (hasQuote ? market.Quote!.Value.AskSize : market.Bar.Volume) * part);
            left[(market, Side.Buy)] = buys;
            left[(market, Side.Sell)] = hasQuote ? Lots(market, market.Quote!.Value.BidSize * part) : buys;
        }
    }

    /// <summary>Takes what there is of a wanted quantity; nothing when it has to be whole and is not.</summary>
    public decimal Take(Market market, Side side, decimal wanted, bool isAllOrNone)
    {
        if (participation is null) return wanted;
        decimal available = left.GetValueOrDefault((market, side));
        decimal taken = Math.Min(wanted, available);
        if (isAllOrNone && taken < wanted) return 0;
        left[(market, side)] = available - taken;
        if (market.Quote is null) left[(market, side == Side.Buy ? Side.Sell : Side.Buy)] = available - taken;
        return taken;
    }

    private static decimal Lots(Market market, double quantity)
    {
        decimal lot = market.Instrument.LotSize;
        return Math.Floor((decimal)Math.Min(quantity, 1e15) / lot) * lot;
    }
}
