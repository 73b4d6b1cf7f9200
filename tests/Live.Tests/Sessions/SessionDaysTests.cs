using StrategyHost.Engine.Runs;
using StrategyHost.Live.Notices;

namespace StrategyHost.Live.Tests.Sessions;

public sealed class SessionDaysTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    private async Task<(BacktestResult Result, List<Notice> Days)> RunAsync(CancellationTokenSource? source = null, int? interruptAt = null)
    {
        var notices = new List<Notice>();
        var end = await workshop.RunAsync(Workshop.Parts(Workshop.Crossing(interruptAt, source)) with { Notices = notices.Add }, source);
        return (end.Result, notices.FindAll(n => n.Kind == NoticeKind.Summary));
    }

    [Fact]
    public async Task Each_day_is_reported_once_at_its_end_and_all_together_are_the_session()
    {
        var (result, days) = await RunAsync();
        var reports = days.ConvertAll(d => d.Day!);
        Assert.Equal(Workshop.Hours.Count / 24, reports.Count);
        Assert.Equal(Enumerable.Range(1, reports.Count).Select(i => new DateOnly(2024, 1, i)), reports.Select(r => r.Date));
        Assert.All(reports, r => Assert.Equal(r.Date.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), r.Time));
        var until = reports[^1].Time;
        Assert.Equal(result.Equity.Rows.Last(r => r.Time <= until.Ticks).Equity, reports[^1].Equity);
        Assert.Equal(reports[^1].Equity - 100_000, reports.Sum(r => r.Change), 6);
        Assert.Equal(result.Fills.Count(f => f.Time <= until), reports.Sum(r => r.Symbols.Sum(s => s.Fills)));
        Assert.Equal(result.RoundTrips.Where(t => t.ExitTime <= until).Sum(t => t.NetProfit),
            reports.Sum(r => r.Symbols.Sum(s => s.Profit)));
        Assert.Equal(result.Orders.Count(o => o.Submitted <= until), reports.Sum(r => r.Orders));
    }

    [Fact]
    public async Task A_session_that_is_taken_up_reports_no_day_twice_and_none_otherwise()
    {
        using var whole = new Workshop();
        var expected = new List<string>();
        await whole.RunAsync(Workshop.Parts(Workshop.Crossing()) with { Notices = n => expected.Add(n.Day?.ToString() ?? "") });
        using var source = new CancellationTokenSource();
        var before = (await RunAsync(source, interruptAt: 100)).Days;
        var after = (await RunAsync()).Days;
        Assert.NotEmpty(before);
        Assert.Equal(expected.Where(e => e.Length > 0), before.Concat(after).Select(n => n.Day!.ToString()));
    }

    [Fact]
    public void A_report_says_what_was_done_and_is_held()
    {
        var report = new DayReport("trend", new DateOnly(2024, 1, 2), new DateTime(2024, 1, 2, 21, 0, 0, DateTimeKind.Utc), 100_123.5,
            123.5, 4, 1, [new DaySymbol("X", 10, 4, 3, 1, 20.5m, 6, 99.5m, 101, 9), new DaySymbol("Y", 0, 0, 0, 0, 0, 0, 0, null, 0)]);
        Assert.Equal(
            "2024-01-02: equity 100,123.50, +123.50 on the day; 4 orders, 1 refused; X 3 fills, 1 trades closed +20.50, holds 6 at "
                + "99.5, +9.00 open; Y 0 fills, flat", report.ToString());
        DayFile.Keep(workshop.State, report);
        Assert.Contains("\"bought\": 10", File.ReadAllText(Path.Combine(workshop.State, "trend", "days", "2024-01-02.json")),
            StringComparison.Ordinal);
    }
}
