using System.Text.Json;
using StrategyHost.Cli.Tests.Program;

namespace StrategyHost.Cli.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Days(string name, string second = "2024-03-11,1,2,0.5,1.5,10") =>
        folder.Write(name, $"date,open,high,low,close,volume\n2024-03-08,1,2,0.5,1.5,10\n{second}\n");

    [Fact]
    public async Task Import_says_what_it_recognised_and_list_shows_it()
    {
        var imported = await InProcess.Run("data", "import", Days("ES.csv"), "--into", folder["store"], "--calendar", "XNYS", "--tick",
            "0.25", "--multiplier", "50", "--asset-class", "future", "--venue", "CME", "--lot", "2", "--json");
        Assert.True(imported.ExitCode == 0, imported.Error);
        Assert.Contains("time = date, open = open", imported.Error, StringComparison.Ordinal);
        Assert.Contains("2 bars of 1d from 2024-03-08 14:30Z to 2024-03-11 20:00Z are in", imported.Error, StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(imported.Output).RootElement[0].GetProperty("bars").GetInt32());
        var list = await InProcess.Run("data", "list", "--data", folder["store"]);
        Assert.Contains("ES", list.Output, StringComparison.Ordinal);
        Assert.Contains("XNYS", list.Output, StringComparison.Ordinal);
        var shown = JsonDocument.Parse((await InProcess.Run("data", "show", "ES", "--data", folder["store"], "--json")).Output).RootElement;
        Assert.Equal((0.25m, 50, "future", "CME"), (shown.GetProperty("instrument").GetProperty("tickSize").GetDecimal(),
            shown.GetProperty("instrument").GetProperty("multiplier").GetInt32(),
            shown.GetProperty("instrument").GetProperty("assetClass").GetString(),
            shown.GetProperty("instrument").GetProperty("venue").GetString()));
        Assert.Equal(2, shown.GetProperty("bars").GetArrayLength());
    }

    [Fact]
    public async Task A_dry_run_of_an_import_shows_the_bars_as_they_are_understood()
    {
        string file = folder.Write("X.csv",
            "Datum;Open;High;Low;Close;Volume\n14.03.2024;1.234,5;1.240;1.230;1.235;1,5M\n13.03.2024;1.234,5;1.240;1.230;1.235;\n");
        var shown = await InProcess.Run("data", "import", file, "--into", folder["store"], "--dry-run");
        Assert.True(shown.ExitCode == 0, shown.Error);
        Assert.Contains("2024-03-13 00:00:00 │ 2024-03-14 00:00:00 │ 1234.5", shown.Output, StringComparison.Ordinal);
        Assert.Contains("1500000", shown.Output, StringComparison.Ordinal);
        foreach (string note in new[] { "X: numbers have a decimal comma", "X: dates are dd/MM/yyyy", "X: the newest row came first",
            "X: 1 row without a volume", "would be in" })
            Assert.Contains(note, shown.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["store"]));
        Assert.Equal(2, (await InProcess.Run("data", "import", file, "--into", folder["store"], "--decimal", ":")).ExitCode);
        var point = await InProcess.Run("data", "import", file, "--into", folder["store"], "--decimal", ".");
        Assert.Contains("where it is a decimal comma, say so with", point.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_an_import_reach_the_reading()
    {
        string file = folder.Write("X.csv", "date,open,high,low,close,adj close\n2024-03-08,-2,-1,-4,-2,-1\n");
        Assert.Contains("--allow-negative-price", (await InProcess.Run("data", "import", file, "--into", folder["store"])).Error,
            StringComparison.Ordinal);
        var imported =
            await InProcess.Run("data", "import", file, "--into", folder["store"], "--allow-negative-price", "--adjusted", "--json");
        Assert.True(imported.ExitCode == 0, imported.Error);
        var bar = JsonDocument.Parse(imported.Output).RootElement[0].GetProperty("first")[0];
        Assert.Equal((-0.5, -1), (bar.GetProperty("high").GetDouble(), bar.GetProperty("close").GetDouble()));
    }

    [Fact]
    public async Task A_backtest_says_what_was_decided_about_its_file()
    {
        string file = folder.Write("A.csv",
            "<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n2024.03.04\t1.1\t1.11\t1.09\t1.1\t1000\t0\t8\n2024.03.05\t1.1\t1.11\t1.09\t1.1\t1000\t0\t8\n");
        string script = folder.Write("s.csx",
            "OnBar(\"A\", bar => { if (Position(\"A\").IsFlat) Buy(\"A\", 10); Log.Info($\"volume {bar.Volume}\"); });");
        var run = await InProcess.Run("backtest", script, "--data", file, "--participation", "10%", "--out", folder["out"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("A: volume is the tick volume, as the real volume is 0 in every row", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(folder["out/fills.csv"], TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Show_prints_the_ends_of_a_series()
    {
        var shown =
            await InProcess.Run("data", "show", "SPX", "--data", Path.Combine(InProcess.Repository, "samples", "data"), "--rows", "1");
        Assert.Contains("SPX: 5,105 bars of 1d", shown.Output, StringComparison.Ordinal);
        Assert.Contains("2000-01-03 14:30:00", shown.Output, StringComparison.Ordinal);
        Assert.Contains("2020-04-17 20:00:00", shown.Output, StringComparison.Ordinal);
        Assert.Contains("…", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_rows_are_counted_in_a_warning()
    {
        var result = await InProcess.Run("data", "import", Days("X.csv", "2024-03-11,1,2,0.5,oops,10"), "--into", folder["store"],
            "--skip-bad-rows");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("warning: rows that are not bars: 1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_finds_nothing_in_the_sample_index_and_something_in_bad_data()
    {
        var good = await InProcess.Run("data", "check", "SPX", "--data", Path.Combine(InProcess.Repository, "samples", "data"));
        Assert.Equal((0, true), (good.ExitCode, good.Output.StartsWith("SPX: nothing to say against", StringComparison.Ordinal)));
        var bad = await InProcess.Run("data", "check", "--data",
            Days("X.csv", "2024-03-13,1,2,0.5,1.5,10\n2024-03-13,1,2,0.5,1.5,10\n2024-03-14,1,0.1,0.5,1.5,10"), "--calendar", "XNYS");
        Assert.Equal(4, bad.ExitCode);
        Assert.Contains("bad row: 2", bad.Output, StringComparison.Ordinal);
        Assert.Contains("line 4: a bar that ends at 2024-03-13T20:00:00Z stands there already", bad.Output, StringComparison.Ordinal);
        Assert.Contains("line 5: its high 0.1 is below its low 0.5", bad.Output, StringComparison.Ordinal);
        Assert.Contains("missing day: 2", bad.Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse((await InProcess.Run("data", "check", "--data", folder["X.csv"], "--calendar", "XNYS",
            "--json")).Output).RootElement;
        Assert.Equal(4, json[0].GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task List_names_files_that_cannot_be_read()
    {
        Days("X.csv", "nonsense");
        var list = await InProcess.Run("data", "list", "--data", folder.Path, "--json");
        Assert.Equal(4, list.ExitCode);
        Assert.Contains("X.csv:3: this row is not a bar", list.Error, StringComparison.Ordinal);
    }
}
