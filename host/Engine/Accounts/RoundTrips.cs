using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Accounts;

/// <summary>Matches closing fills with opening ones, first in first out.</summary>
public sealed class RoundTrips
{
    private readonly Recent<RoundTrip> closed = new();
    private OpenLots?[] byMarket = [];

    /// <summary>What has been opened and closed, in the order of closing.</summary>
    public Recent<RoundTrip> Closed => closed;

    /// <summary>Books a fill: it closes the oldest lots of the other direction, and what is left opens a new one.</summary>
    public void Book(Market market, Fill fill)
    {
        var lots = LotsOf(market);
        lots.Settle();
        bool buys = fill.Side == Side.Buy;
        decimal left = fill.Quantity;
        decimal commission = fill.Commission;
        while (left > 0 && lots.Oldest is { } lot && lot.IsLong != buys)
        {
            decimal quantity = Math.Min(left, lot.Quantity);
            decimal exitCommission = quantity == left ? commission : fill.Commission * quantity / fill.Quantity;
            closed.Add(Close(market, lot, fill, quantity, exitCommission));
            commission -= exitCommission;
            left -= quantity;
            lots.DropClosed();
        }

        if (left > 0) lots.Open(new OpenLot(buys, fill, market.ValueOf(1, fill.Price), left, commission) { OpenedAtBar = market.BarsSeen });
    }

    /// <summary>Widens the range of prices of all open lots by a market's latest bar.</summary>
    public void See(Market market)
    {
        if (!market.Position.IsFlat) LotsOf(market).See(in market.Bar);
    }

    /// <summary>Turns each unit of a market's open lots into several. What is paid out in cash for fractions is booked as a fill
    /// is.</summary>
    public void Split(Market market, decimal ratio) => LotsOf(market).Split(ratio);

    /// <summary>Counts a dividend for the open lots of a market.</summary>
    /// <param name="market">The market.</param>
    /// <param name="amount">Money for a unit, in the account's currency.</param>
    public void Pay(Market market, decimal amount) => LotsOf(market).Pay(amount);

    /// <summary>The profit of what is open in a market at the latest price, after commission and dividends, in the account's
    /// currency.</summary>
    public decimal OpenProfit(Market market) =>
        market.Position.IsFlat ? 0 : LotsOf(market).ProfitAt(market.ValueOf(1, (decimal)market.Position.LastPrice));

    private OpenLots LotsOf(Market market)
    {
        if (market.Index >= byMarket.Length) Array.Resize(ref byMarket, market.Index + 1);
        return byMarket[market.Index] ??= new OpenLots();
    }

    private static RoundTrip Close(Market market, OpenLot lot, Fill exit, decimal quantity, decimal exitCommission)
    {
        var (entryCommission, dividends) = lot.Take(quantity);
        decimal lowest = Math.Min((decimal)lot.Lowest, exit.Price);
        decimal highest = Math.Max((decimal)lot.Highest, exit.Price);
        decimal Profit(decimal price) => lot.ProfitOf(quantity, market.ValueOf(quantity, price));
        return new RoundTrip(
            exit.Symbol, lot.IsLong, quantity, lot.Entry.Time, lot.EntryPrice, exit.Time, exit.Price,
            Profit(exit.Price), entryCommission + exitCommission, market.BarsSeen - lot.OpenedAtBar,
            AdverseExcursion: Math.Min(0, Profit(lot.IsLong ? lowest : highest)),
            FavourableExcursion: Math.Max(0, Profit(lot.IsLong ? highest : lowest)))
        {
            Dividends = dividends,
            EntryOrderId = lot.Entry.OrderId,
            ExitOrderId = exit.OrderId,
        };
    }
}
