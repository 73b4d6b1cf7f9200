using System.Globalization;
using System.Text.Json;
using StrategyHost.Acceptance.Processes;
using StrategyHost.Data.Calendars;

namespace StrategyHost.Acceptance.Golden;

/// <summary>Whole backtests against the results of other engines. Their sources are beside the cases.</summary>
public sealed class GoldenTests
{
    private const decimal Tolerance = 0.000001m;
    private static readonly TradingCalendar Calendar = TradingCalendars.Find("XNYS");

    public static TheoryData<string> Names => [.. GoldenCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Backtest_matches_the_reference(string name)
    {
        var golden = GoldenCase.All.First(c => c.Name == name);
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            "backtest", Path.Combine(golden.Folder, "strategy.csx"), "--data", Path.Combine(Repository.SampleData, golden.Data),
            "--symbol", golden.Data[..golden.Data.IndexOf('.', StringComparison.Ordinal)],
            "--cash", golden.Cash.ToString(CultureInfo.InvariantCulture), "--out", folder.Path, "--json", .. golden.Options,
        ];
        var result = StrategyHostProgram.Run(folder.Path, arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        MatchFills(CsvTable.Read(Path.Combine(golden.Folder, "fills.csv")), CsvTable.Read(folder["fills.csv"]));
        MatchOrders(CsvTable.Read(Path.Combine(golden.Folder, "orders.csv")), CsvTable.Read(folder["orders.csv"]));
        using var summary = JsonDocument.Parse(result.Output);
        Assert.Equal(golden.FinalEquity, summary.RootElement.GetProperty("finalEquity").GetDecimal(), 2);
    }

    private static void MatchFills(CsvTable expected, CsvTable actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i, "order_id"], actual[i, "order_id"]);
            Assert.Equal(BarEnd(expected[i, "fill_time"]), actual[i, "time"]);
            Assert.Equal(expected[i, "symbol"], actual[i, "symbol"]);
            Assert.Equal(expected[i, "side"], actual[i, "side"], ignoreCase: true);
            Assert.Equal(expected.Number(i, "size"), actual.Number(i, "quantity"));
            Assert.InRange(actual.Number(i, "price") - expected.Number(i, "fill_price"), -Tolerance, Tolerance);
            Assert.InRange(actual.Number(i, "commission") - expected.Number(i, "commission"), -Tolerance, Tolerance);
        }
    }

    private static void MatchOrders(CsvTable expected, CsvTable actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(BarEnd(expected[i, "submit_time"]), actual[i, "submitted"]);
            Assert.Equal(expected[i, "type"], actual[i, "type"]);
            Assert.Equal(expected[i, "side"], actual[i, "side"], ignoreCase: true);
            Assert.Equal(expected.Number(i, "size"), actual.Number(i, "quantity"));
            Assert.Equal(StatusOf(expected[i, "status"]), actual[i, "status"]);
        }
    }

    /// <summary>The reference stamps bars with their start on New York's clock; the product with their end in UTC.</summary>
    private static string BarEnd(string start)
    {
        var local = DateTime.Parse(start, CultureInfo.InvariantCulture);
        var end = local.TimeOfDay == TimeSpan.Zero
            ? Calendar.SessionOn(DateOnly.FromDateTime(local))!.Value.Close
            : Calendar.ToUtc(local.AddMinutes(1));
        return end.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
    }

    private static string StatusOf(string reference) => reference switch
    {
        "Completed" => "Filled",
        "Canceled" => "Cancelled",
        "Rejected_InsufficientCash" => "Rejected",
        "WorkingAtEnd" => "Accepted",
        _ => reference,
    };
}
