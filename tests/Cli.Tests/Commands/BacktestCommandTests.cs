using System.Text.Json;
using StrategyHost.Cli.Tests.Program;

namespace StrategyHost.Cli.Tests.Commands;

public sealed class BacktestCommandTests : IDisposable
{
    private const string Hold = """
        var symbol = Param("symbol", "X");
        var count = Param("count", 1, min: 1, max: 100);
        OnBar(symbol, bar => { if (Position(symbol).IsFlat) Buy(symbol, count); });
        """;

    private static readonly string[] Promised =
    [
        "strategy", "parameters", "symbols", "resolution", "from", "to", "bars", "initialCash", "finalCash", "finalEquity", "totalReturn", "cagr",
        "annualVolatility", "sharpe", "sortino", "calmar", "maxDrawdown", "maxDrawdownDays", "valueAtRisk95", "trades", "winRate", "profitFactor",
        "expectancy", "averageWin", "averageLoss", "commission", "slippage", "exposure", "turnover", "orders", "denied", "fills", "ordersHash",
        "elapsedSeconds", "eventsPerSecond",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Data(string name = "X.csv") => folder.Write(name, "time,open,high,low,close,volume\n" + string.Concat(
        Enumerable.Range(0, 30).Select(i => FormattableString.Invariant($"{new DateTime(2024, 1, 1).AddDays(i):yyyy-MM-dd},{100 + i},{102 + i},{99 + i},{101 + i},10\n"))));

    private async Task<JsonElement> Run(params string[] options)
    {
        var result = await InProcess.Run(["backtest", folder.Write("hold.csx", Hold), "--data", Data(), "--out", folder["out"], "--json", .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    [Fact]
    public async Task The_summary_has_every_promised_field_and_is_what_is_printed()
    {
        var printed = await Run();
        Assert.Subset(printed.EnumerateObject().Select(p => p.Name).ToHashSet(), Promised.ToHashSet());
        Assert.Equal(printed.GetRawText(), JsonDocument.Parse(await File.ReadAllTextAsync(folder["out/summary.json"], TestContext.Current.CancellationToken)).RootElement.GetRawText());
        Assert.Equal(("hold", 30, 1, 1), (printed.GetProperty("strategy").GetString(), printed.GetProperty("bars").GetInt32(), printed.GetProperty("orders").GetInt32(), printed.GetProperty("fills").GetInt32()));
        Assert.Equal(100_029, printed.GetProperty("finalEquity").GetDecimal());
        Assert.Equal(JsonValueKind.Null, printed.GetProperty("winRate").ValueKind);
        Assert.Equal("nothing was opened and closed again", printed.GetProperty("undefined").GetProperty("winRate").GetString());
        Assert.Equal(64, printed.GetProperty("ordersHash").GetString()!.Length);
    }

    [Fact]
    public async Task A_shorter_result_leaves_nothing_of_a_longer_one()
    {
        await Run("--to", "2024-01-10");
        var expected = Tables();
        await Run();
        await Run("--to", "2024-01-10");
        Assert.Equal(expected, Tables());
        Dictionary<string, string> Tables() => Directory.EnumerateFiles(folder["out"], "*.csv").ToDictionary(f => f, File.ReadAllText);
    }

    [Fact]
    public async Task A_result_that_cannot_be_written_whole_has_no_summary()
    {
        await Run();
        File.Delete(folder["out/trades.csv"]);
        Directory.CreateDirectory(folder["out/trades.csv"]);
        var result = await InProcess.Run(["backtest", folder["hold.csx"], "--data", folder["X.csv"], "--out", folder["out"]]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("trades.csv", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out/summary.json"]));
    }

    [Fact]
    public async Task The_tables_have_their_columns()
    {
        await Run();
        async Task<string> Header(string name) => (await File.ReadAllLinesAsync(folder["out/" + name], TestContext.Current.CancellationToken))[0];
        Assert.Equal("time,order_id,symbol,side,quantity,price,commission,liquidity", await Header("fills.csv"));
        Assert.Equal("id,submitted,symbol,side,type,quantity,limit_price,stop_price,time_in_force,status,filled,average_price,closed,reason,parent_id,oco_group", await Header("orders.csv"));
        Assert.Equal("symbol,side,quantity,entry_time,entry_price,exit_time,exit_price,gross_pnl,commission,net_pnl,bars,mae,mfe,dividends", await Header("trades.csv"));
        Assert.Equal("time,equity,cash,drawdown,exposure", await Header("equity.csv"));
    }

    [Fact]
    public async Task Options_do_what_they_say()
    {
        var summary = await Run("--cash", "5000", "--set", "count=2", "--commission", "1/order", "--slippage", "0.5", "--from", "2024-01-11", "--to", "2024-01-20");
        Assert.Equal((5000, 10, 1), (summary.GetProperty("initialCash").GetInt32(), summary.GetProperty("bars").GetInt32(), summary.GetProperty("commission").GetInt32()));
        Assert.Equal("2024-01-11T00:00:00Z", summary.GetProperty("from").GetString());
        Assert.Equal(1.0m, summary.GetProperty("slippage").GetDecimal());
        Assert.Equal(2, summary.GetProperty("parameters").GetProperty("count").GetInt32());
        Assert.Equal(5000m - 1 + (2 * (120 - 111.5m)), summary.GetProperty("finalEquity").GetDecimal());
    }

    [Fact]
    public async Task Fill_at_the_close_is_asked_for()
    {
        Assert.Equal(100_029, (await Run()).GetProperty("finalEquity").GetDecimal());
        Assert.Equal(100_029, (await Run("--fill", "next-open")).GetProperty("finalEquity").GetDecimal());
        Assert.Equal(100_029, (await Run("--fill", "close")).GetProperty("finalEquity").GetDecimal());
        Assert.Contains("2024-01-02T00:00:00Z,1,X,Buy,1,101,", await File.ReadAllTextAsync(folder["out/fills.csv"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_symbol_names_a_file_and_sets_the_parameter()
    {
        var result = await InProcess.Run("backtest", folder.Write("hold.csx", Hold), "--data", Data("whatever.csv"), "--symbol", "ABC", "--out", folder["out"], "--json");
        Assert.Equal("ABC", JsonDocument.Parse(result.Output).RootElement.GetProperty("symbols")[0].GetString());
        result = await InProcess.Run("backtest", folder.Write("fixed.csx", "OnBar(\"ABC\", bar => { });"), "--data", Data("whatever.csv"), "--symbol", "ABC", "--out", folder["out"], "--json");
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Longer_bars_are_built_from_the_data()
    {
        string minutes = folder.Write("M.csv", "time,open,high,low,close\n" + string.Concat(Enumerable.Range(0, 120).Select(i => FormattableString.Invariant($"{new DateTime(2024, 1, 1).AddMinutes(i):yyyy-MM-ddTHH:mm},{100 + i},{102 + i},{99 + i},{101 + i}\n"))));
        var result = await InProcess.Run("backtest", folder.Write("hold.csx", Hold), "--data", minutes, "--symbol", "M", "--stamps", "start", "--resolution", "1h", "--out", folder["out"], "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        var summary = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(("1h", 2), (summary.GetProperty("resolution").GetString(), summary.GetProperty("bars").GetInt32()));
    }

    [Fact]
    public async Task A_limit_that_is_reached_ends_with_its_code()
    {
        var result = await InProcess.Run(
            "backtest", folder.Write("short.csx", "OnBar(\"X\", bar => { if (Position(\"X\").IsFlat) Sell(\"X\", 900); });"), "--data", Data(), "--out", folder["out"], "--risk", "max-drawdown=10%", "--risk", "on-breach=flatten");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("error: equity fell 10.80% from its peak", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_is_read_and_the_command_line_goes_before_it()
    {
        string config = folder.Write("config.json", $$"""{ "cash": 7000, "commission": "2/order", "data": ["{{Data()}}"], "risk": { "max-position": 1, "buying-power": "off" } }""");
        string script = folder.Write("hold.csx", Hold);
        var result = await InProcess.Run("backtest", script, "--config", config, "--commission", "3/order", "--set", "count=2", "--out", folder["out"], "--json");
        var summary = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal((7000, 30), (summary.GetProperty("initialCash").GetInt32(), summary.GetProperty("denied").GetInt32()));
        Assert.Contains("risk denied 30 of 30 orders (PositionSize 30)", result.Error, StringComparison.Ordinal);
        result = await InProcess.Run("backtest", script, "--config", config, "--commission", "3/order", "--out", folder["out"], "--json");
        Assert.Equal(3, JsonDocument.Parse(result.Output).RootElement.GetProperty("commission").GetInt32());
    }

    [Fact]
    public async Task Conventions_of_others_can_be_asked_for()
    {
        decimal standard = (await Run()).GetProperty("sharpe").GetDecimal();
        var lean = await Run("--convention", "lean", "--risk-free", "2%");
        Assert.Equal("lean", lean.GetProperty("convention").GetString());
        Assert.NotEqual(standard, lean.GetProperty("sharpe").GetDecimal());
        Assert.NotEqual(standard, (await Run("--convention", "backtesting.py")).GetProperty("sharpe").GetDecimal());
    }

    [Fact]
    public async Task A_person_sees_a_table_and_a_curve()
    {
        var result = await InProcess.Run("backtest", folder.Write("hold.csx", Hold), "--data", Data(), "--out", folder["out"]);
        Assert.Contains("hold · X · 1d · 2024-01-01 to 2024-01-31 · 30 bars", result.Output, StringComparison.Ordinal);
        Assert.Contains("equity ▁", result.Output, StringComparison.Ordinal);
        Assert.Contains("the result is in", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_shows_what_the_time_went_into()
    {
        var result = await InProcess.Run("backtest", folder.Write("hold.csx", Hold), "--data", Data(), "--out", folder["out"], "--profile");
        Assert.All(["start", "compile", "read", "match", "indicators", "script", "risk", "accounting", "statistics", "writing", "together"], stage => Assert.Contains($"│ {stage} ", result.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("stage", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_stays_a_document_when_something_goes_wrong()
    {
        var result = await InProcess.Run("backtest", folder.Write("hold.csx", Hold), "--data", folder["none.csv"], "--json");
        var error = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(4, error.GetProperty("exitCode").GetInt32());
        Assert.Contains("There is no file or folder", error.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_names_the_line_of_the_script()
    {
        string script = folder.Write("faulty.csx", "OnBar(\"X\", bar =>\n{\n    if (bar.Close > 0)\n        throw new Exception(\"boom\");\n});");
        var result = await InProcess.Run("backtest", script, "--data", Data(), "--out", folder["out"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"({script}:4)", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", (await InProcess.Run("backtest", script, "--data", Data(), "--out", folder["out"], "--verbose")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_script_logs_goes_to_standard_error_with_the_run_s_time()
    {
        string script = folder.Write("chatty.csx", "OnBar(\"X\", bar => Log.Info($\"close {bar.Close} {{braces}}\"));");
        var result = await InProcess.Run("backtest", script, "--data", Data(), "--out", folder["out"], "--json");
        Assert.Contains("2024-01-02T00:00:00Z INF close 101 {braces}", result.Error, StringComparison.Ordinal);
        _ = JsonDocument.Parse(result.Output);
    }
}
