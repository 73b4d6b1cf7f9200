using System.Globalization;
using StrategyHost.Cli.Tests.Program;

namespace StrategyHost.Cli.Tests.Backtests;

/// <summary>Handlers at times of the trading day, on the exchange's calendar. The bars are invented: half hours around the half day of
/// 2024-11-29.</summary>
public sealed class TimesOfDayTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>When a handler runs, on the exchange's wall clock.</summary>
    private async Task<string[]> Times(string time, string? calendar = "XNYS")
    {
        var rows = new[] { (27, 16), (29, 13) }
            .SelectMany(d =>
                Enumerable.Range(0, 30).Select(i => (Time: new DateTime(2024, 11, d.Item1, 8, 0, 0).AddMinutes(30 * i), d.Item1)))
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Time:yyyy-MM-dd HH:mm},1,1,1,1,10\n"));
        string script = folder.Write("times.csx",
            $$"""At("X", "{{time}}", () => Log.Info($"ran at {LocalTime("X"):dd HH:mm}")); OnBar("X", bar => { });""");
        string data = folder.Write("X.csv", "time,open,high,low,close,volume\n" + string.Concat(rows));
        string[] of = calendar is null ? [] : ["--calendar", calendar];
        var result = await InProcess.Run(["backtest", script, "--data", data, "--stamps", "start", "--zone", "America/New_York", "--out",
            folder["out"], .. of]);
        if (result.ExitCode != 0) return [result.Error];
        return [.. result.Error.Split('\n').Where(l => l.Contains("ran at ", StringComparison.Ordinal))
            .Select(l => l[(l.IndexOf("ran at ", StringComparison.Ordinal) + 7)..].Trim())];
    }

    [Theory]
    [InlineData("close-5m", "27 15:55", "29 12:55")]
    [InlineData("close", "27 16:00", "29 13:00")]
    [InlineData("close+30m", "27 16:30", "29 13:30")]
    [InlineData("open+30m", "27 10:00", "29 10:00")]
    [InlineData("open-30m", "27 09:00", "29 09:00")]
    [InlineData("open+5h", "27 14:30")] // on the half day that is after the close
    [InlineData("close-5h", "27 11:00")] // on the half day that is before the open
    [InlineData("09:35", "27 09:35", "29 09:35")]
    [InlineData("08:00", "27 08:00", "29 08:00")] // with the very first bar
    [InlineData("15:45", "27 15:45")] // on the half day an order would trade in the next session
    [InlineData("13:00", "27 13:00")]
    [InlineData("16:30", "27 16:30", "29 16:30")] // after every close, as it is meant
    public async Task A_time_runs_on_each_day_whose_session_is_meant(string time, params string[] ran) =>
        Assert.Equal(ran, await Times(time));

    [Fact]
    public async Task A_time_from_a_session_needs_a_calendar() =>
        Assert.Contains("needs to know when X opens and closes: give its data a trading calendar with --calendar",
            (await Times("close-5m", calendar: null))[0], StringComparison.Ordinal);

    [Fact]
    public async Task A_time_that_is_none_is_refused_with_what_to_write() =>
        Assert.Contains("write HH:mm such as 09:35, or open, open+30m, close-5m", (await Times("noon"))[0], StringComparison.Ordinal);
}
