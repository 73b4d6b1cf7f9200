using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Notices;

namespace StrategyHost.Live.Sessions;

/// <summary>What has been traded since the last report of a day, counted as it happens.</summary>
internal sealed class DayTally
{
    private readonly Dictionary<string, Traded> bySymbol = new(StringComparer.Ordinal);
    private readonly List<Order> open = [];
    private int orders;
    private int fills;
    private int trips;

    /// <summary>How many orders were made.</summary>
    public int Made { get; private set; }

    /// <summary>How many of them were denied.</summary>
    public int Denied { get; private set; }

    /// <summary>How many of them the venue has rejected.</summary>
    public int Rejected { get; private set; }

    /// <summary>Counts what has happened since the last time.</summary>
    public void Take(LiveView view)
    {
        for (int i = view.OrdersAfter(orders); i < view.Orders.Count; i++)
        {
            Made++;
            open.Add(view.Orders[i]);
        }

        orders = view.OrdersMade;
        TakeEnds();
        for (; fills < view.Fills.Made; fills++) Of(view.Fills.At(fills).Symbol).Take(view.Fills.At(fills));
        for (; trips < view.RoundTrips.Made; trips++)
        {
            var trip = view.RoundTrips.At(trips);
            var traded = Of(trip.Symbol);
            traded.Trips++;
            traded.Profit += trip.NetProfit;
        }
    }

    /// <summary>Counts what has become of the orders that were counted as made.</summary>
    public void TakeEnds()
    {
        for (int i = open.Count - 1; i >= 0; i--)
        {
            if (open[i].IsOpen) continue;
            if (open[i].Status == OrderStatus.Denied) Denied++;
            if (open[i].Status == OrderStatus.Rejected) Rejected++;
            open.RemoveAt(i);
        }
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        bySymbol.Clear();
        open.Clear();
        Made = Denied = Rejected = 0;
    }

    /// <summary>What was traded of each symbol that was, or is held.</summary>
    public IReadOnlyList<DaySymbol> Symbols(Portfolio portfolio)
    {
        var symbols = new List<DaySymbol>();
        foreach (var held in portfolio.Positions)
        {
            bool hasFills = bySymbol.TryGetValue(held.Symbol, out var known) && known.Fills > 0;
            if (held.IsFlat && !hasFills) continue;
            var traded = known ?? new Traded();
            symbols.Add(new DaySymbol(held.Symbol, traded.Bought, traded.Sold, traded.Fills, traded.Trips, traded.Profit, held.Quantity,
                held.AveragePrice, double.IsNaN(held.LastPrice) ? null : held.LastPrice, held.UnrealizedProfit));
        }

        return symbols;
    }

    private Traded Of(string symbol)
    {
        if (!bySymbol.TryGetValue(symbol, out var traded)) bySymbol.Add(symbol, traded = new Traded());
        return traded;
    }

    private sealed class Traded
    {
        public decimal Bought { get; private set; }

        public decimal Sold { get; private set; }

        public int Fills { get; private set; }

        public int Trips { get; set; }

        public decimal Profit { get; set; }

        public void Take(Fill fill)
        {
            Fills++;
            if (fill.Side == Side.Buy) Bought += fill.Quantity;
            else Sold += fill.Quantity;
        }
    }
}
