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
        "strategy", "parameters", "symbols", "resolution", "from", "to", "bars", "initialCash", "finalCash", "finalEquity", "totalReturn",
        "cagr",
        "annualVolatility", "sharpe", "sortino", "calmar", "maxDrawdown", "maxDrawdownDays", "valueAtRisk95", "trades", "winRate",
        "profitFactor",
        "expectancy", "averageWin", "averageLoss", "commission", "slippage", "exposure", "turnover", "orders", "denied", "fills",
        "ordersHash",
        "rejected", "noTrades", "openProfit", "run",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Data(string name = "X.csv") => folder.Write(name, "time,open,high,low,close,volume\n" + string.Concat(
        Enumerable.Range(0, 30)
            .Select(i =>
                FormattableString.Invariant(
                    $"{new DateTime(2024, 1, 1).AddDays(i):yyyy-MM-dd},{100 + i},{102 + i},{99 + i},{101 + i},10\n"))));

    private async Task<JsonElement> Run(params string[] options)
    {
        var result = await InProcess.Run(["backtest", folder.Write("hold.csx", Hold), "--data", Data(), "--out", folder["out"], "--json",
            .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    [Fact]
    public async Task The_summary_has_every_promised_field_and_is_what_is_printed()
    {
        var printed = await Run();
        Assert.Subset(printed.EnumerateObject().Select(p => p.Name).ToHashSet(), Promised.ToHashSet());
        Assert.Equal(printed.GetRawText(), JsonDocument.Parse(await File.ReadAllTextAsync(folder["out/summary.json"],
            TestContext.Current.CancellationToken)).RootElement.GetRawText());
        Assert.Equal(("hold", 30, 1, 1), (printed.GetProperty("strategy").GetString(), printed.GetProperty("bars").GetInt32(),
            printed.GetProperty("orders").GetInt32(), printed.GetProperty("fills").GetInt32()));
        Assert.Equal(100_029, printed.GetProperty("finalEquity").GetDecimal());
        Assert.Equal(JsonValueKind.Null, printed.GetProperty("winRate").ValueKind);
        Assert.Equal("nothing was opened and closed again", printed.GetProperty("undefined").GetProperty("winRate").GetString());
        Assert.Equal(64, printed.GetProperty("ordersHash").GetString()!.Length);
    }

    [Fact]
    public async Task What_differs_between_runs_is_in_one_object()
    {
        await Run();
        string first = await File.ReadAllTextAsync(folder["out/summary.json"], TestContext.Current.CancellationToken);
        await Run();
        string second = await File.ReadAllTextAsync(folder["out/summary.json"], TestContext.Current.CancellationToken);
        int run = first.IndexOf("\"run\": {", StringComparison.Ordinal);
        Assert.Equal(first[..run], second[..second.IndexOf("\"run\": {", StringComparison.Ordinal)]);
        Assert.Equal(["elapsedSeconds", "eventsPerSecond"],
            JsonDocument.Parse(first).RootElement.GetProperty("run").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task A_latency_of_zero_is_none()
    {
        decimal equity = (await Run()).GetProperty("finalEquity").GetDecimal();
        Assert.Equal(equity, (await Run("--latency", "0", "--data-latency", "0")).GetProperty("finalEquity").GetDecimal());
        Assert.Equal(equity, (await Run("--latency", "0..0ms")).GetProperty("finalEquity").GetDecimal());
    }

    [Fact]
    public async Task A_benchmark_s_figures_are_shown_to_a_person_too()
    {
        var result =
            await InProcess.Run("backtest", folder.Write("hold.csx", Hold), "--data", Data(), "--out", folder["out"], "--benchmark", "X");
        Assert.Contains("against X over 29 days: its return ", result.Output, StringComparison.Ordinal);
        Assert.Matches("alpha -?[0-9.]+ % a year, beta [0-9.]+, correlation [0-9.]+, tracking error [0-9.]+ %, information ratio -?[0-9.]+",
            result.Output);
    }

    [Fact]
    public async Task Orders_that_the_venue_rejects_are_counted_beside_denied_ones()
    {
        // Bought at a close of 101 with all the cash, and gone up by the next open: each is rejected. A quantity of a half is denied.
        string script = folder.Write("all.csx", """OnBar("X", bar => { Buy("X", 1000); Buy("X", 0.5); });""");
        string data = folder.Write("X.csv",
            "time,open,high,low,close,volume\n2024-01-01,100,100,100,100,9\n2024-01-02,101,101,101,101,9\n2024-01-03,102,102,102,102,9\n");
        var result = await InProcess.Run("backtest", script, "--data", data, "--out", folder["out"], "--json");
        Assert.Contains("warning: risk denied 5 of 6 orders (LotSize 3, BuyingPower 2), the venue rejected 1; orders.csv has the reasons",
            result.Error, StringComparison.Ordinal);
        Assert.Equal((5, 1), (JsonDocument.Parse(result.Output).RootElement.GetProperty("denied").GetInt32(),
            JsonDocument.Parse(result.Output).RootElement.GetProperty("rejected").GetInt32()));
        script = folder.Write("once.csx", """var n = 0; OnBar("X", bar => { if (n++ == 0) Buy("X", 1000); });""");
        result = await InProcess.Run("backtest", script, "--data", data, "--out", folder["out"]);
        Assert.Contains("warning: the venue rejected 1 of 1 orders; orders.csv has the reasons", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""OnBar("X", bar => { if (bar.Close < 0) Buy("X", 1); });""",
        "the script made no order on 30 bars: its conditions for one never held together")]
    [InlineData("""var a = Sma("X", 50); OnBar("X", bar => { if (a.IsReady) Buy("X", 1); });""",
        "made no order on 30 bars, and Sma on X, which needs 50 bars, had no value at the end")]
    [InlineData("""var a = Ema("X", 5); var b = Rsi(Bars("X", "1d"), 40); OnBar("X", bar => { if (b > 50) Buy("X", 1); });""",
        "and Rsi on X@1d, which needs 41 bars, had no value at the end")]
    [InlineData("""OnBar("X", bar => Buy("X", 0.5));""", "each of 30 orders was denied; the first: LotSize: ")]
    [InlineData("""var n = 0; OnBar("X", bar => { if (n++ == 0) Buy("X", -1); });""", "the only order was denied; the first: Quantity: ")]
    [InlineData("""var n = 0; OnBar("X", bar => { if (n++ == 0) Limit(Side.Buy, "X", 1, 5); });""",
        "the only order was not filled, but still open at the end; it was #1 Buy 1 X Limit limit 5 Accepted")]
    [InlineData("""var n = 0; OnBar("X", bar => { if (n++ < 3) { Limit(Side.Buy, "X", 1, 5, TimeInForce.Bars(2)); Buy("X", 0.5); } });""",
        "none of 6 orders was filled: they were expired (3) or denied (3); the first that was refused: LotSize: ")]
    public async Task A_run_that_trades_nothing_says_why_and_so_does_diagnose(string script, string reason)
    {
        var result = await InProcess.Run("backtest", folder.Write("idle.csx", script), "--data", Data(), "--out", folder["out"], "--json");
        Assert.Contains("warning: nothing was traded: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Contains(reason, JsonDocument.Parse(result.Output).RootElement.GetProperty("noTrades").GetString(),
            StringComparison.Ordinal);
        var diagnosis = await InProcess.Run("diagnose", folder["out"]);
        Assert.StartsWith("nothing was traded", diagnosis.Output, StringComparison.Ordinal);
        Assert.Contains(reason[1..], diagnosis.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_strategies_the_one_that_trades_nothing_says_why()
    {
        string idle = folder.Write("idle.csx", """OnBar("X", bar => Buy("X", 0.5));""");
        var result =
            await InProcess.Run("backtest", folder.Write("hold.csx", Hold), idle, "--data", Data(), "--out", folder["out"], "--json");
        Assert.Contains("warning: nothing was traded: idle: each of 30 orders was denied; the first: LotSize: ", result.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("hold:", result.Error, StringComparison.Ordinal);
        Assert.Contains("idle: each of 30 orders", JsonDocument.Parse(result.Output).RootElement.GetProperty("noTrades").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_trades_does_not_explain_itself()
    {
        Assert.Equal(JsonValueKind.Null, (await Run()).GetProperty("noTrades").ValueKind);
        var result = await InProcess.Run("backtest", folder["hold.csx"], "--data", folder["X.csv"], "--out", folder["out"]);
        Assert.DoesNotContain("nothing was traded", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_trades_made_is_what_equity_has_changed_by()
    {
        folder.Write("X.actions.csv", "date,type,value\n2024-01-10,dividend,2\n2024-01-20,split,0.3\n");
        string script =
            folder.Write("swing.csx", """var n = 0; OnBar("X", bar => { if (n++ % 4 == 0) Target("X", n % 8 == 1 ? 11 : -7); });""");
        var result = await InProcess.Run("backtest", script, "--data", Path.GetDirectoryName(Data())!, "--out", folder["out"], "--json",
            "--commission", "1/order", "--borrow-rate", "5%");
        Assert.True(result.ExitCode == 0, result.Error);
        var summary = JsonDocument.Parse(result.Output).RootElement;
        decimal Of(string name) => summary.GetProperty(name).GetDecimal();
        var rows = (await File.ReadAllLinesAsync(folder["out/trades.csv"], TestContext.Current.CancellationToken)).Skip(1)
            .Select(r => r.Split(',')).ToList();
        Assert.Contains(rows, r => r[2].Contains('.', StringComparison.Ordinal));
        Assert.Equal(Of("finalEquity") - Of("initialCash"),
            rows.Sum(r => decimal.Parse(r[9], System.Globalization.CultureInfo.InvariantCulture)) + Of("openProfit") + Of("financing"), 6);
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
        async Task<string> Header(string name) =>
            (await File.ReadAllLinesAsync(folder["out/" + name], TestContext.Current.CancellationToken))[0];
        Assert.Equal("time,order_id,symbol,side,quantity,price,commission,liquidity", await Header("fills.csv"));
        Assert.Equal(
            "id,submitted,symbol,side,type,quantity,limit_price,stop_price,time_in_force,status,filled,average_price,closed,reason,parent_id,oco_group", await Header("orders.csv"));
        Assert.Equal(
            "symbol,side,quantity,entry_time,entry_price,exit_time,exit_price,gross_pnl,commission,net_pnl,bars,mae,mfe,dividends,entry_order,exit_order,tag,exit_tag", await Header("trades.csv"));
        Assert.Equal("time,equity,cash,drawdown,exposure", await Header("equity.csv"));
    }

    [Fact]
    public async Task Where_several_strategies_run_tables_and_lines_say_whose_each_row_is()
    {
        string data = Data("X.csv");
        string buys = folder.Write("buys.csx",
            """OnBar("X", bar => { Log.Info("here"); if (Position("X").IsFlat) Submit(new OrderRequest { Symbol = "X", Side = Side.Buy, Quantity = 2, Tag = "first" }); Sell("X", 0.5m); });""");
        string sells = folder.Write("sells.csx", """OnBar("X", bar => { if (Position("X").IsFlat) Sell("X", 1); });""");
        var result = await InProcess.Run("backtest", buys, sells, "--data", data, "--out", folder["out"]);
        Assert.Contains("buys: here", result.Error, StringComparison.Ordinal);
        Assert.Contains("buys: Order 2 Sell 0.5 X was denied", result.Error, StringComparison.Ordinal);
        foreach (var table in (string[])["orders.csv", "fills.csv", "trades.csv"])
            Assert.EndsWith(",strategy", (await File.ReadAllLinesAsync(folder["out/" + table], TestContext.Current.CancellationToken))[0],
                StringComparison.Ordinal);
        var orders = await File.ReadAllLinesAsync(folder["out/orders.csv"], TestContext.Current.CancellationToken);
        Assert.EndsWith(",first,buys", orders[1], StringComparison.Ordinal);
        Assert.Contains(orders, o => o.EndsWith(",,sells", StringComparison.Ordinal));
        Assert.Contains(await File.ReadAllLinesAsync(folder["out/trades.csv"], TestContext.Current.CancellationToken),
            t => t.EndsWith(",first,,buys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_do_what_they_say()
    {
        var summary = await Run("--cash", "5000", "--set", "count=2", "--commission", "1/order", "--slippage", "0.5", "--from",
            "2024-01-11", "--to", "2024-01-20");
        Assert.Equal((5000, 10, 1), (summary.GetProperty("initialCash").GetInt32(), summary.GetProperty("bars").GetInt32(),
            summary.GetProperty("commission").GetInt32()));
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
        Assert.Contains("2024-01-02T00:00:00Z,1,X,Buy,1,101,",
            await File.ReadAllTextAsync(folder["out/fills.csv"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_symbol_names_a_file_and_sets_the_parameter()
    {
        var result = await InProcess.Run("backtest", folder.Write("hold.csx", Hold), "--data", Data("whatever.csv"), "--symbol", "ABC",
            "--out", folder["out"], "--json");
        Assert.Equal("ABC", JsonDocument.Parse(result.Output).RootElement.GetProperty("symbols")[0].GetString());
        result = await InProcess.Run("backtest", folder.Write("fixed.csx", "OnBar(\"ABC\", bar => { });"), "--data", Data("whatever.csv"),
            "--symbol", "ABC", "--out", folder["out"], "--json");
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Longer_bars_are_built_from_the_data()
    {
        string minutes = folder.Write("M.csv", "time,open,high,low,close\n"
            + string.Concat(
                Enumerable.Range(0, 120)
                    .Select(i =>
                        FormattableString.Invariant(
                            $"{new DateTime(2024, 1, 1).AddMinutes(i):yyyy-MM-ddTHH:mm},{100 + i},{102 + i},{99 + i},{101 + i}\n"))));
        var result = await InProcess.Run("backtest", folder.Write("hold.csx", Hold), "--data", minutes, "--symbol", "M", "--stamps",
            "start", "--resolution", "1h", "--out", folder["out"], "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        var summary = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(("1h", 2), (summary.GetProperty("resolution").GetString(), summary.GetProperty("bars").GetInt32()));
    }

    [Fact]
    public async Task A_limit_that_is_reached_ends_with_its_code()
    {
        var result = await InProcess.Run(
            "backtest", folder.Write("short.csx", "OnBar(\"X\", bar => { if (Position(\"X\").IsFlat) Sell(\"X\", 900); });"), "--data",
            Data(), "--out", folder["out"], "--risk", "max-drawdown=10%", "--risk", "on-breach=flatten");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("error: equity fell 10.80% from its peak", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_is_read_and_the_command_line_goes_before_it()
    {
        string config = folder.Write("config.json",
            $$"""{ "cash": 7000, "commission": "2/order", "data": ["{{Data()}}"], "risk": { "max-position": 1, "buying-power": "off" } }""");
        string script = folder.Write("hold.csx", Hold);
        var result = await InProcess.Run("backtest", script, "--config", config, "--commission", "3/order", "--set", "count=2", "--out",
            folder["out"], "--json");
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
        Assert.All(["start", "compile", "read", "match", "indicators", "script", "risk", "accounting", "statistics", "writing", "together"],
            stage => Assert.Contains($"│ {stage} ", result.Error, StringComparison.Ordinal));
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
        string script =
            folder.Write("faulty.csx", "OnBar(\"X\", bar =>\n{\n    if (bar.Close > 0)\n        throw new Exception(\"boom\");\n});");
        var result = await InProcess.Run("backtest", script, "--data", Data(), "--out", folder["out"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"({script}:4)", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", (await InProcess.Run("backtest", script, "--data", Data(), "--out", folder["out"], "--verbose")).Error,
            StringComparison.Ordinal);
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
