using System.Globalization;
using StrategyHost.Engine.Runs;
using StrategyHost.Reports.Tables;

namespace StrategyHost.Reports.Exports;

/// <summary>The tables of a result that several runs make up, each row with the number of its session in the last column. Numbers of orders
/// begin anew with each session.</summary>
/// <param name="parts">The runs with their sessions, oldest first.</param>
public sealed class ResultTables(IReadOnlyList<(long Session, BacktestResult Result)> parts)
{
    /// <summary>All orders.</summary>
    public ExportTable Orders => Join((stream, result) => OrdersTable.Write(stream, result.Orders, OrderNames.Of(result)));

    /// <summary>All fills.</summary>
    public ExportTable Fills => Join((stream, result) => FillsTable.Write(stream, result.Fills, OrderNames.Of(result)));

    /// <summary>All round trips.</summary>
    public ExportTable Trades => Join((stream, result) => TradesTable.Write(stream, result.RoundTrips, OrderNames.Of(result)));

    private ExportTable Join(Action<Stream, BacktestResult> write) => ExportTable.Join(
        [.. parts.Select(p =>
            ExportTable.Of(stream => write(stream, p.Result)).With("session", p.Session.ToString(CultureInfo.InvariantCulture)))]);
}
