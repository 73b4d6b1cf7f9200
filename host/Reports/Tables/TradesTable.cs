using StrategyHost.Engine.Accounts;

namespace StrategyHost.Reports.Tables;

/// <summary><c>trades.csv</c>: round trips, first in first out, in the order of closing. Money is in the account's currency.</summary>
public static class TradesTable
{
    private const string Header =
        "symbol,side,quantity,entry_time,entry_price,exit_time,exit_price,gross_pnl,commission,net_pnl,"
        + "bars,mae,mfe,dividends,entry_order,exit_order,tag,exit_tag";

    /// <summary>Writes the table.</summary>
    /// <param name="stream">Takes it.</param>
    /// <param name="roundTrips">The round trips.</param>
    /// <param name="names">What their orders are called: where several strategies run, a last column says which one opened it.</param>
    public static void Write(Stream stream, IEnumerable<RoundTrip> roundTrips, OrderNames names)
    {
        using var row = new TableWriter(stream);
        row.Line(names.HasStrategies ? Header + ",strategy" : Header);
        foreach (var trip in roundTrips)
        {
            row.Add(trip.Symbol).Add(trip.IsLong ? "Long" : "Short").Add(trip.Quantity)
                .Add(trip.EntryTime).Add(trip.EntryPrice).Add(trip.ExitTime).Add(trip.ExitPrice)
                .Add(trip.GrossProfit).Add(trip.Commission).Add(trip.NetProfit)
                .Add(trip.Bars).Add(trip.AdverseExcursion).Add(trip.FavourableExcursion).Add(trip.Dividends)
                .Add(trip.EntryOrderId).Add(trip.ExitOrderId).Add(names.TagOf(trip.EntryOrderId)).Add(names.TagOf(trip.ExitOrderId));
            if (names.HasStrategies) row.Add(names.StrategyOf(trip.EntryOrderId));
            row.End();
        }
    }
}
