using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Accounts;

/// <summary>Matches closing fills with opening ones, first in first out.</summary>
public sealed class RoundTrips
{
    private Queue<OpenLot>?[] lots = [];
    private readonly List<RoundTrip> closed = [];

    /// <summary>What has been opened and closed, in the order of closing.</summary>
    public IReadOnlyList<RoundTrip> Closed => closed;

    /// <summary>Books a fill: it closes the oldest lots of the other direction, and what is left opens a new one.</summary>
    public void Book(Market market, Fill fill)
    {
        var open = LotsOf(market);
        bool buys = fill.Side == Side.Buy;
        decimal left = fill.Quantity;
        decimal commission = fill.Commission;
        while (left > 0 && open.TryPeek(out var lot) && lot.IsLong != buys)
        {
            decimal quantity = Math.Min(left, lot.Quantity);
            decimal exitCommission = quantity == left ? commission : fill.Commission * quantity / fill.Quantity;
            closed.Add(Close(market, lot, fill, quantity, exitCommission));
            commission -= exitCommission;
            left -= quantity;
            if (lot.Quantity == 0) open.Dequeue();
        }

        if (left > 0) open.Enqueue(new OpenLot(buys, fill, left, commission, market.BarsSeen));
    }

    /// <summary>Widens the range of prices of all open lots by a market's latest bar.</summary>
    public void See(Market market)
    {
        if (market.Position.IsFlat) return;
        foreach (var lot in LotsOf(market)) lot.See(in market.Bar);
    }

    /// <summary>Turns each unit of a market's open lots into several; the fraction that was paid out in cash leaves the newest.</summary>
    public void Split(Market market, decimal ratio, decimal fraction)
    {
        var open = LotsOf(market);
        foreach (var lot in open) lot.Split(ratio);
        if (fraction > 0 && open.LastOrDefault() is { } newest) newest.Take(Math.Min(fraction, newest.Quantity));
        while (open.TryPeek(out var oldest) && oldest.Quantity == 0) open.Dequeue();
    }

    private Queue<OpenLot> LotsOf(Market market)
    {
        if (market.Index >= lots.Length) Array.Resize(ref lots, market.Index + 1);
        return lots[market.Index] ??= new Queue<OpenLot>();
    }

    private static RoundTrip Close(Market market, OpenLot lot, Fill exit, decimal quantity, decimal exitCommission)
    {
        decimal entryCommission = lot.Take(quantity);
        decimal lowest = Math.Min((decimal)lot.Lowest, exit.Price);
        decimal highest = Math.Max((decimal)lot.Highest, exit.Price);
        decimal Profit(decimal price) => market.ValueOf(quantity, lot.IsLong ? price - lot.EntryPrice : lot.EntryPrice - price);
        return new RoundTrip(
            exit.Symbol, lot.IsLong, quantity, lot.Entry.Time, lot.EntryPrice, exit.Time, exit.Price,
            Profit(exit.Price), entryCommission + exitCommission, market.BarsSeen - lot.OpenedAtBar,
            AdverseExcursion: Math.Min(0, Profit(lot.IsLong ? lowest : highest)),
            FavourableExcursion: Math.Max(0, Profit(lot.IsLong ? highest : lowest)));
    }
}
