using StrategyHost.Reports.Diagnosis;

namespace StrategyHost.Reports.Tests.Diagnosis;

/// <summary>A small result folder that smells of nothing until a test changes it.</summary>
internal sealed class ResultOnDisk : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-");

    public Dictionary<string, string> Summary { get; } = new()
    {
        ["parameters"] = """{ "fast": 20, "symbol": "X" }""",
        ["parameterRanges"] = """{ "fast": [2, 60] }""",
        ["from"] = "\"2010-01-01T00:00:00Z\"",
        ["to"] = "\"2015-01-01T00:00:00Z\"",
        ["dataFrom"] = "\"2000-01-01T00:00:00Z\"",
        ["dataTo"] = "\"2020-01-01T00:00:00Z\"",
        ["initialCash"] = "100000",
        ["finalEquity"] = "150000",
        ["commission"] = "1000",
        ["slippage"] = "500",
        ["exposure"] = "0.5",
        ["largestVolumeShare"] = "0.01",
        ["sharpe"] = "1.5",
        ["probabilisticSharpe"] = "0.99",
    };

    public List<string> Orders { get; } =
        [.. Enumerable.Range(1, 40).Select(i => Order(i, "Filled", "2010-01-04T00:00:00Z", "2010-01-05T00:00:00Z"))];

    public List<string> Fills { get; } = ["2010-01-05T00:00:00Z,1,X,Buy,1,100,0,Taker"];

    public List<string> Trades { get; } = [.. Enumerable.Range(0, 40).Select(_ => Trade(100))];

    public List<string> Equity { get; } = [.. Enumerable.Range(0, 50)
        .Select(i => FormattableString.Invariant($"{new DateTime(2010, 1, 4).AddDays(i):yyyy-MM-ddTHH:mm:ssZ},{100_000 + i},0,0,0.5"))];

    public string Path => folder.FullName;

    public static string Order(int id, string status, string submitted, string closed, string group = "", string reason = "") =>
        $"{id},{submitted},X,Buy,Market,1,,,GoodTillCancelled,{status},1,100,{closed},{reason},,{group}";

    public static string Trade(double profit) =>
        FormattableString.Invariant($"X,Long,1,2010-01-05T00:00:00Z,100,2010-02-05T00:00:00Z,101,{profit},0,{profit},20,-1,2");

    public IReadOnlyList<Smell> Smells()
    {
        File.WriteAllText(System.IO.Path.Combine(Path, "summary.json"),
            "{" + string.Join(',', Summary.Select(p => $"\"{p.Key}\": {p.Value}")) + "}");
        Write("orders.csv",
            "id,submitted,symbol,side,type,quantity,limit_price,stop_price,time_in_force,status,filled,average_price,closed,reason,parent_id,oco_group", Orders);
        Write("fills.csv", "time,order_id,symbol,side,quantity,price,commission,liquidity", Fills);
        Write("trades.csv", "symbol,side,quantity,entry_time,entry_price,exit_time,exit_price,gross_pnl,commission,net_pnl,bars,mae,mfe",
            Trades);
        Write("equity.csv", "time,equity,cash,drawdown,exposure", Equity);
        return Nose.Find(StoredResult.Read(Path));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Write(string name, string header, IEnumerable<string> rows) =>
        File.WriteAllLines(System.IO.Path.Combine(Path, name), [header, .. rows]);
}
