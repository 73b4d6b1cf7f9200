using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Reports.Exports;
using StrategyHost.Reports.Tables;

namespace StrategyHost.Reports;

/// <summary>
/// The folder that holds the tables of a run. Running the same again writes the same bytes. <c>summary.json</c> goes first and
/// comes last, so that a folder which has one is whole.
/// </summary>
public static class ResultFolder
{
    private const string SummaryName = "summary.json";

    /// <summary>Writes <c>orders.csv</c>, <c>fills.csv</c>, <c>trades.csv</c> and <c>equity.csv</c>, over those of an earlier run whose
    /// summary is deleted.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="result">What came of the run.</param>
    /// <returns>What <see cref="HashOrders"/> would say.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written.</exception>
    public static string WriteTables(string folder, BacktestResult result)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, SummaryName));
        string hash = "";
        var names = OrderNames.Of(result);
        try
        {
            // The equity curve comes first, since it takes as long as the others together.
            Parallel.Invoke(
                () => WriteTable(folder, "equity.csv", file => EquityTable.Write(file, result.Equity)),
                () => WriteTable(folder, "orders.csv", file => hash = WriteOrders(file, result)),
                () => WriteTable(folder, "fills.csv", file => FillsTable.Write(file, result.Fills, names)),
                () => WriteTable(folder, "trades.csv", file => TradesTable.Write(file, result.RoundTrips, names)));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return hash;
    }

    /// <summary>Writes the tables of a result that several runs make up: each row says which one it is of.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="result">What came of all of them.</param>
    /// <param name="tables">Their orders, fills and round trips.</param>
    /// <returns>What <see cref="HashOrders"/> would say.</returns>
    /// <inheritdoc cref="WriteTables(string, BacktestResult)" path="/exception"/>
    public static string WriteTables(string folder, BacktestResult result, ResultTables tables)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, SummaryName));
        WriteTable(folder, "equity.csv", file => EquityTable.Write(file, result.Equity));
        WriteTable(folder, "orders.csv", tables.Orders.WriteCsv);
        WriteTable(folder, "fills.csv", tables.Fills.WriteCsv);
        WriteTable(folder, "trades.csv", tables.Trades.WriteCsv);
        return HashOrders(result);
    }

    /// <summary>Writes <c>rolling.csv</c>.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="statistics">The figures of the run.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written.</exception>
    public static void WriteRolling(string folder, RunStatistics statistics) =>
        WriteTable(folder, "rolling.csv", file => RollingTable.Write(file, statistics.RollingSharpe));

    /// <summary>Writes <c>summary.json</c>.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="json">The document.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written.</exception>
    public static void WriteSummary(string folder, string json) =>
        WriteTable(folder, SummaryName, file => file.Write(Encoding.UTF8.GetBytes(json)));

    /// <summary>The SHA-256 of what <c>orders.csv</c> holds, in lower-case hexadecimal: equal hashes mean equal orders.</summary>
    public static string HashOrders(BacktestResult result) => WriteOrders(Stream.Null, result);

    private static string WriteOrders(Stream stream, BacktestResult result)
    {
        using var hash = SHA256.Create();
        using (var hashing = new CryptoStream(stream, hash, CryptoStreamMode.Write,
            leaveOpen: true)) OrdersTable.Write(hashing, result.Orders, OrderNames.Of(result));
        return Convert.ToHexStringLower(hash.Hash!);
    }

    private static void WriteTable(string folder, string name, Action<Stream> write)
    {
        // Written over in place and cut off at the end: emptying or deleting a file that was written a moment ago takes longer than writing
        // it.
        using var file = new FileStream(Path.Combine(folder, name), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        write(file);
        file.SetLength(file.Position);
    }
}
