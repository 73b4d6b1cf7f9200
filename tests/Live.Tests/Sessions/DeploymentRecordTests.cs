using StrategyHost.Engine.Runs;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Sessions;

public sealed class DeploymentRecordTests : IDisposable
{
    private static readonly DateTime Later = new(2024, 1, 8, 0, 0, 0, DateTimeKind.Utc);
    private readonly Workshop workshop = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => workshop.Dispose();

    private Task<DeploymentResult> ReadAsync(ResultQuery? query = null, Action<Strategy>? strategy = null) =>
        DeploymentRecord.ReadAsync(query ?? new ResultQuery("trend", workshop.State), Workshop.Parts(strategy ?? Workshop.Crossing()),
            Cancellation);

    /// <summary>Runs a session that is interrupted at an event, and another that begins at a later time.</summary>
    private async Task<(BacktestResult First, BacktestResult Second)> RunTwoAsync(decimal secondCash = 100_000)
    {
        using var source = new CancellationTokenSource();
        var first = await workshop.RunAsync(Workshop.Crossing(57, source), source);
        var later = DeploymentFile.Parse("trend",
            $$"""{ "script": "{{workshop.Script}}", "mode": "paper", "cash": {{secondCash}}, "feed": { "replay": "-", "from": "2024-01-08" } }""");
        var second = await new DeploymentRun(later, Workshop.Parts(Workshop.Crossing()), workshop.State, new SilentLog())
            .RunAsync(fresh: FreshStart.Keep, Cancellation);
        return (first.Result, second.Result);
    }

    private static IEnumerable<string> Did(BacktestResult result) =>
        result.Orders.Select(o => o.ToString()).Concat(result.Fills.Select(f => f.ToString()))
            .Concat(result.RoundTrips.Select(t => t.ToString()));

    [Fact]
    public async Task A_session_is_read_as_it_was_to_the_last_figure()
    {
        var ran = await workshop.ResultAsync(Workshop.Crossing());
        var read = await ReadAsync();
        Assert.NotEmpty(read.Result.RoundTrips);
        Assert.Equal(Did(ran), Did(read.Result));
        Assert.Equal(ran.Equity.Rows, read.Result.Equity.Rows);
        Assert.Empty(read.Remarks);
        Assert.Empty(read.Result.Parts);
    }

    [Fact]
    public async Task A_session_is_read_while_another_process_writes_its_journal()
    {
        using var source = new CancellationTokenSource();
        var ran = await workshop.RunAsync(Workshop.Crossing(57, source), source);
        using var writer = new Journal(Path.Combine(workshop.State, "trend", "journal.db"));
        var read = await ReadAsync();
        writer.Append(1, new SessionSnapshot(0, 1, 1, [], []), [new Outcome("order", "made meanwhile")], []);
        Assert.Equal(Did(ran.Result), Did(read.Result));
        Assert.Empty(read.Remarks);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(5_000)]
    public async Task Sessions_are_one_record_in_which_each_goes_on_with_what_the_former_left(int secondCash)
    {
        var (first, second) = await RunTwoAsync(secondCash);
        var record = (await ReadAsync()).Result;
        double profits = first.Equity.Latest.Equity - 100_000 + second.Equity.Latest.Equity - secondCash;
        Assert.Equal(100_000, record.Equity.InitialEquity);
        Assert.Equal(100_000 + profits, record.Equity.Latest.Equity, 6);
        Assert.Equal(first.Equity.Start, record.From);
        Assert.Equal(first.Orders.Count + second.Orders.Count, record.Orders.Count);
        Assert.Equal(first.Bars + second.Bars, record.Bars);
        Assert.Equal(first.Totals.TradedValue + second.Totals.TradedValue, record.Totals.TradedValue);
        Assert.Equal([1, 2], record.Parts.Select(p => p.Session));
        Assert.Equal(0, record.Parts[0].Deposit);
        Assert.Equal(secondCash - first.Equity.Latest.Equity, record.Parts[1].Deposit, 6);
        Assert.All(record.Equity.Rows.Zip(record.Equity.Rows.Skip(1)),
            pair => Assert.True(Math.Abs(pair.First.Equity - pair.Second.Equity) < 100, "what is paid in is no profit"));
        Assert.All(record.Equity.Rows.Zip(record.Equity.Rows.Skip(1)), pair => Assert.True(pair.First.Time <= pair.Second.Time));
    }

    [Fact]
    public async Task Sessions_before_one_that_goes_over_their_time_again_are_left_out()
    {
        using var source = new CancellationTokenSource();
        await workshop.RunAsync(Workshop.Crossing(57, source), source);
        var second = await workshop.RunAsync(Workshop.Crossing(), fresh: FreshStart.Keep);
        var record = await ReadAsync();
        Assert.Equal(Did(second.Result), Did(record.Result));
        Assert.Contains("session 1 and those before it are left out", Assert.Single(record.Remarks), StringComparison.Ordinal);
        Assert.Equal(57, (await ReadAsync(new ResultQuery("trend", workshop.State) { Session = 1 })).Result.Bars);
    }

    [Fact]
    public async Task A_part_begins_with_what_the_account_was_worth_then_and_counts_what_happened_within()
    {
        var ran = await workshop.ResultAsync(Workshop.Crossing());
        var until = Later.AddDays(2);
        var part = (await ReadAsync(new ResultQuery("trend", workshop.State) { From = Later, To = until })).Result;
        Assert.Equal(ran.Equity.Rows.Last(r => r.Time < Later.Ticks).Equity, part.Equity.InitialEquity);
        Assert.Equal(ran.Equity.Rows.Where(r => r.Time >= Later.Ticks && r.Time < until.Ticks).Select(r => (r.Time, r.Equity)),
            part.Equity.Rows.Select(r => (r.Time, r.Equity)));
        Assert.Equal(ran.Fills.Where(f => f.Time >= Later && f.Time < until).Select(f => f.ToString()),
            part.Fills.Select(f => f.ToString()));
        Assert.Equal(ran.RoundTrips.Where(t => t.ExitTime >= Later && t.ExitTime < until), part.RoundTrips);
        Assert.Equal(part.Fills.Sum(f => f.Quantity * f.Price), part.Totals.TradedValue);
        Assert.Equal(48, part.Bars);
    }

    [Fact]
    public async Task Events_that_wait_for_the_next_start_are_no_part_of_what_was_done()
    {
        using var source = new CancellationTokenSource();
        await workshop.RunAsync(Workshop.Crossing(57, source), source);
        using var journal = new Journal(Path.Combine(workshop.State, "trend", "journal.db"));
        Assert.Equal(Workshop.Handful, journal.CountEvents(1).Count);
        Assert.Equal(57, (await ReadAsync()).Result.Bars);
        Assert.Equal(57, DeploymentRecord.Bars(new ResultQuery("trend", workshop.State)).Count());
    }

    [Fact]
    public async Task A_session_whose_script_failed_says_so()
    {
        Action<Strategy> breaks = s =>
        {
            Workshop.Crossing()(s);
            int seen = 0;
            s.OnBar("X", _ =>
            {
                if (++seen == 57) throw new InvalidOperationException("it breaks off");
            });
        };
        await workshop.RunAsync(breaks);
        var record = await ReadAsync(strategy: breaks);
        Assert.NotEmpty(record.Result.Fills);
        Assert.Contains("it breaks off", Assert.Single(record.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_does_not_do_again_what_it_did_is_shown_with_a_remark()
    {
        await workshop.RunAsync(Workshop.Crossing());
        var record = await ReadAsync(strategy: s => s.OnBar("X", _ => s.Buy("X", 1)));
        Assert.Contains("does not do again what it did", Assert.Single(record.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_are_those_that_the_sessions_saw()
    {
        await workshop.RunAsync(Workshop.Crossing());
        var bars = DeploymentRecord.Bars(new ResultQuery("trend", workshop.State) { From = Later }).ToList();
        Assert.Equal(Enumerable.Range(0, Workshop.Hours.Count).Select(i => Workshop.Hours[i]).Where(b => b.End >= Later),
            bars.Select(b => b.Bar.Bar));
        Assert.All(bars, b => Assert.Equal(1, b.Session));
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        await workshop.RunAsync(Workshop.Crossing());
        var session =
            await Assert.ThrowsAsync<DeploymentException>(() => ReadAsync(new ResultQuery("trend", workshop.State) { Session = 7 }));
        Assert.Equal("trend has no session 7: it has 1.", session.Message);
        var time = await Assert.ThrowsAsync<DeploymentException>(() =>
            ReadAsync(new ResultQuery("trend", workshop.State) { From = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc) }));
        Assert.Equal("trend has done nothing in the time asked for.", time.Message);
        var name = await Assert.ThrowsAsync<DeploymentException>(() => ReadAsync(new ResultQuery("trent", workshop.State)));
        Assert.Contains("There is no journal of trent", name.Message, StringComparison.Ordinal);
    }
}
