using System.Text.Json;
using StrategyHost.Cli.Tests.Program;

namespace StrategyHost.Cli.Tests.Commands;

/// <summary>What is said of a deployment's results, beside a backtest of the same bars.</summary>
public sealed class ResultCommandTests : IDisposable
{
    private const string Script = """
        OnBar("X", bar =>
        {
            if (bar.Close > bar.Open && Position("X").IsFlat) Submit(new OrderRequest { Symbol = "X", Side = Side.Buy, Quantity = 1, Tag = "up, or so" });
            if (bar.Close < bar.Open && Position("X").IsLong) Close("X");
        });
        """;

    private static readonly string[] Tables = ["orders.csv", "fills.csv", "trades.csv", "equity.csv", "rolling.csv"];
    private readonly TemporaryFolder folder = new();

    public ResultCommandTests()
    {
        folder.Write("waves.csx", Script);
        folder.Write("data/X.csv", "time,open,high,low,close\n"
            + string.Concat(
                Enumerable.Range(0, 20)
                    .Select(i =>
                        $"{new DateTime(2024, 1, 2).AddDays(i):yyyy-MM-dd},{100 + i},{102 + i},{98 + i},{100 + i + (i % 5 < 2 ? 1 : -1)}\n")));
        folder.Write("deployments/waves.json",
            $$"""{ "script": {{JsonSerializer.Serialize(folder["waves.csx"])}}, "mode": "paper", "feed": { "replay": {{JsonSerializer.Serialize(folder["data"])}} } }""");
    }

    public void Dispose() => folder.Dispose();

    private Task<ProgramResult> Run(params string[] arguments) => InProcess.Run([.. arguments, "--state", folder["state"]]);

    private Task<ProgramResult> Live() => Run("live", "--deployments", folder["deployments"]);

    private Task<ProgramResult> Backtest() =>
        InProcess.Run("backtest", folder["waves.csx"], "--data", folder["data"], "--out", folder["backtest"]);

    [Fact]
    public async Task A_deployments_result_is_that_of_a_backtest_file_by_file_and_figure_by_figure()
    {
        await Live();
        await Backtest();
        var report = await Run("report", "waves", "--out", folder["report"]);
        Assert.True(report.ExitCode == 0, report.Error);
        foreach (var table in Tables)
            Assert.Equal(await File.ReadAllTextAsync(folder[$"backtest/{table}"], TestContext.Current.CancellationToken),
                await File.ReadAllTextAsync(folder[$"report/{table}"], TestContext.Current.CancellationToken));
        Assert.Contains("up, or so", await File.ReadAllTextAsync(folder["report/trades.csv"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        using var backtest =
            JsonDocument.Parse(await File.ReadAllTextAsync(folder["backtest/summary.json"], TestContext.Current.CancellationToken));
        using var live = JsonDocument.Parse((await Run("report", "waves", "--json")).Output);
        foreach (var figure in backtest.RootElement.EnumerateObject().Where(f => f.Name is not ("run" or "dataFrom" or "dataTo")))
            Assert.Equal(figure.Value.GetRawText(), live.RootElement.GetProperty(figure.Name).GetRawText());
    }

    [Theory]
    [InlineData("trades")]
    [InlineData("fills")]
    [InlineData("equity")]
    public async Task A_table_is_given_in_every_format(string table)
    {
        await Live();
        await Backtest();
        string file = await File.ReadAllTextAsync(folder[$"backtest/{table}.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(file, (await Run(table, "waves", "--session", "1", "--csv")).Output.ReplaceLineEndings("\n"));
        using var json = JsonDocument.Parse((await Run(table, "waves", "--json")).Output);
        Assert.Equal(file.Count(c => c == '\n') - 1, json.RootElement.GetArrayLength());
        Assert.Equal(0, (await Run(table, "waves", "--parquet", "--out", folder["table.parquet"])).ExitCode);
        Assert.StartsWith("PAR1", await File.ReadAllTextAsync(folder["table.parquet"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        var people = await Run(table, "waves", "--rows", "1");
        Assert.Contains("the latest 1 of", people.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_are_shown_as_the_deployment_saw_them()
    {
        await Live();
        string csv = (await Run("bars", "waves", "--csv", "--from", "2024-01-20")).Output;
        Assert.StartsWith("symbol,start,end,open,high,low,close,volume,bid,bid_size,ask,ask_size,session", csv, StringComparison.Ordinal);
        Assert.Contains("X,2024-01-21T00:00:00Z,2024-01-22T00:00:00Z,119,121,117,118,", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one is enough", "trades", "waves", "--csv", "--json")]
    [InlineData("--parquet goes to a file", "trades", "waves", "--parquet")]
    [InlineData("--out needs a format", "equity", "waves", "--out", "x")]
    [InlineData("There is no journal of wives", "report", "wives")]
    [InlineData("--from takes a date", "fills", "waves", "--from", "yesterday")]
    public async Task What_cannot_be_given_is_said(string sentence, params string[] arguments)
    {
        await Live();
        var result = await Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
    }
}
