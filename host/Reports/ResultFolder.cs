using System.Security.Cryptography;
using System.Text;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Reports.Tables;

namespace StrategyHost.Reports;

/// <summary>The folder that holds the tables of a run. Running the same again writes the same bytes.</summary>
public static class ResultFolder
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes <c>orders.csv</c>, <c>fills.csv</c>, <c>trades.csv</c> and <c>equity.csv</c>, over those of an earlier run.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="result">What came of the run.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written.</exception>
    public static void WriteTables(string folder, BacktestResult result)
    {
        Directory.CreateDirectory(folder);
        WriteTable(folder, "orders.csv", writer => OrdersTable.Write(writer, result.Orders));
        WriteTable(folder, "fills.csv", writer => FillsTable.Write(writer, result.Fills));
        WriteTable(folder, "trades.csv", writer => TradesTable.Write(writer, result.RoundTrips));
        WriteTable(folder, "equity.csv", writer => EquityTable.Write(writer, result.Equity));
    }

    /// <summary>Writes <c>rolling.csv</c>.</summary>
    /// <inheritdoc cref="WriteTables"/>
    public static void WriteRolling(string folder, RunStatistics statistics) =>
        WriteTable(folder, "rolling.csv", writer => RollingTable.Write(writer, statistics.RollingSharpe));

    /// <summary>Writes <c>summary.json</c>.</summary>
    /// <inheritdoc cref="WriteTables"/>
    public static void WriteSummary(string folder, string json) => WriteTable(folder, "summary.json", writer => writer.Write(json));

    /// <summary>The SHA-256 of what <c>orders.csv</c> holds, in lower-case hexadecimal: equal hashes mean equal orders.</summary>
    public static string HashOrders(BacktestResult result)
    {
        using var memory = new MemoryStream();
        using (var writer = new StreamWriter(memory, Utf8, leaveOpen: true)) OrdersTable.Write(writer, result.Orders);
        return Convert.ToHexStringLower(SHA256.HashData(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
    }

    private static void WriteTable(string folder, string name, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(Path.Combine(folder, name), append: false, Utf8, bufferSize: 1 << 16);
        write(writer);
    }
}
