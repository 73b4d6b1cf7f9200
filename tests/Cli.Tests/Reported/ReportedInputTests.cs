using StrategyHost.Cli.Tests.Program;

namespace StrategyHost.Cli.Tests.Reported;

/// <summary>The smallest inputs of kinds on which results of backtests, here or elsewhere, were wrong, each with the right value.</summary>
public sealed class ReportedInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static string Inputs { get; } = Path.Combine(InProcess.Repository, "tests", "Cli.Tests", "Reported", "Inputs");

    private static string Samples { get; } = Path.Combine(InProcess.Repository, "samples", "data");

    public void Dispose() => folder.Dispose();

    private Task<ProgramResult> Run(string script, string data, params string[] options) =>
        InProcess.Run(["backtest", Path.Combine(Inputs, script), "--data", Path.Combine(Inputs, data), "--out", folder["out"], .. options]);

    private string[][] Table(string name) => [.. File.ReadLines(Path.Combine(folder["out"], name)).Skip(1).Select(l => l.Split(','))];

    /// <summary>The orders, as <c>side filled/quantity status at price</c>.</summary>
    private string[] Orders() =>
        [.. Table("orders.csv").Select(o => $"{o[3]} {o[10]}/{o[5]} {o[9]}{(o[11].Length > 0 ? $" at {o[11]}" : "")}")];

    private static string[] Said(ProgramResult result, string before) =>
        [.. result.Error.Split('\n').Where(l => l.Contains(before, StringComparison.Ordinal))
            .Select(l => l[(l.IndexOf(before, StringComparison.Ordinal) + before.Length)..].Trim())];

    [Fact]
    public async Task What_buys_a_short_position_back_always_passes()
    {
        var result = await Run("cover.csx", "cover");
        Assert.Equal(["Sell 9000/9000 Filled at 10", "Buy 9000/9000 Filled at 30"], Orders());
        Assert.Contains("error: margin call: closing 9000 A at 30 left the account 80000.00 USD in debt", result.Error,
            StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_weekly_bar_is_known_when_its_week_is_over() =>
        Assert.Equal(["Mon 03-11 00:00", "Mon 03-18 00:00", "Mon 03-25 00:00"], Said(await Run("weekly.csx", "weekly"), "known at "));

    [Fact]
    public async Task Hourly_bars_are_known_at_full_hours_when_the_first_is_a_half()
    {
        var result =
            await Run("hourly.csx", "hourly.csv", "--symbol", "A", "--stamps", "start", "--zone", "America/New_York", "--calendar", "XNYS");
        Assert.Equal(["10:00", "11:00", "12:00", "13:00"], Said(result, "known at "));
    }

    [Fact]
    public async Task After_a_reverse_split_the_exit_is_cancelled_and_what_was_paid_out_is_a_round_trip()
    {
        var result = await Run("split.csx", "split");
        Assert.Equal(["Buy 5/5 Filled at 10", "Sell 0/5 Cancelled"], Orders());
        Assert.Equal(["0", "5", "0", "0", "0"], Said(result, "position="));
        Assert.Single(Table("trades.csv"));
    }

    [Fact]
    public async Task Returns_from_below_zero_are_undefined_with_the_reason()
    {
        var result = await Run("ruin.csx", "ruin.csv", "--symbol", "A");
        Assert.Contains("warning: the account was ruined at 2024-03-08", result.Error, StringComparison.Ordinal);
        string summary = File.ReadAllText(Path.Combine(folder["out"], "summary.json"));
        Assert.Contains("\"sharpe\": \"equity was at or below zero on 2024-03-07\"", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("-168.75", summary + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bracket_with_a_refused_leg_is_refused_whole()
    {
        var result = await Run("bracket.csx", "bracket.csv", "--symbol", "A");
        Assert.Equal(["Buy 0/10 Denied", "Sell 0/10 Denied", "Sell 0/10 Denied"], Orders());
        Assert.Equal(["Denied"], Said(result, "INF entry "));
    }

    [Fact]
    public async Task Bars_of_four_hours_around_a_clock_change_follow_the_wall_clock()
    {
        var spans = Said(await Run("spring.csx", "spring.csv", "--symbol", "A", "--stamps", "start", "--zone", "America/New_York"), "INF ");
        Assert.Contains("03-10 05:00 to 03-10 08:00 volume 3", spans);
        Assert.Contains("03-10 08:00 to 03-10 12:00 volume 4", spans);
    }

    [Fact]
    public async Task A_stop_limit_fills_on_the_bar_that_closes_back_through_its_limit()
    {
        await Run("stop_limit.csx", "stop_limit.csv", "--symbol", "A");
        Assert.Equal(["Buy 10/10 Filled at 100.5"], Orders());
        Assert.Equal("2024-03-27T00:00:00Z", Table("fills.csv")[0][0]);
    }

    [Fact]
    public async Task Ticks_are_the_volume_where_the_real_one_is_zero_throughout()
    {
        var result = await Run("ticks.csx", "ticks.csv", "--symbol", "A", "--participation", "10%");
        Assert.Equal(["volume 1000, position 0", "volume 1000, position 10"], Said(result, "INF ").Take(2));
    }

    [Fact]
    public async Task The_fee_of_an_order_is_charged_once_for_all_its_fills()
    {
        await Run("partial.csx", "partial.csv", "--symbol", "A", "--participation", "10%", "--commission", "1/order");
        Assert.Equal(["1", "0", "0"], Table("fills.csv").Select(f => f[6]));
    }

    [Fact]
    public async Task Exits_by_hand_that_one_bar_fills_both_are_said_once()
    {
        var result = await Run("exits.csx", "exits");
        Assert.Equal(3, Table("fills.csv").Length);
        Assert.StartsWith("opened one on the other side", Assert.Single(Said(result, "Order 3 XXX was made to close a position, and ")),
            StringComparison.Ordinal);
        Assert.Contains("the first is of order 3", (await InProcess.Run("diagnose", folder["out"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_of_a_symbol_whose_data_have_ended_is_refused()
    {
        await Run("ended.csx", "ended");
        Assert.Equal(["Buy 0/123 Denied", "Buy 547/547 Filled at 110"], Orders());
        Assert.Contains("NoPrice: the data of DDD end at 2024-01-", File.ReadAllText(Path.Combine(folder["out"], "orders.csv")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_at_the_first_instant_of_the_data_runs() =>
        Assert.Equal(["days 7, At 09:30 ran 7 times"], Said(await Run("first_time.csx", Samples), "INF "));

    [Fact]
    public async Task Exits_end_with_their_position_and_leave_the_next_one_alone()
    {
        var fills = Said(await Run("half_closed.csx", Samples), "INF #");
        Assert.Equal(["1 Buy 10 1455.22 -> 10", "4 Sell 5 1402.11 -> 5", "2 Sell 5 1340 -> 0", "5 Buy 10 1379.19 -> 10"], fills);
    }

    [Fact]
    public async Task An_exit_that_joins_a_bracket_ends_with_it()
    {
        var fills = Said(await Run("linked_twice.csx", Samples), "INF #");
        Assert.Equal(["1 Buy 10 1455.22 -> 10", "2 Sell 10 1350 -> 0", "5 Buy 10 1366.42 -> 10"], fills);
    }

    [Fact]
    public async Task A_script_that_fails_on_a_shorter_history_gets_its_verdict()
    {
        var result = await InProcess.Run("lookahead", Path.Combine(Inputs, "short_history.csx"), "--samples", "4", "--data", Samples);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("No look-ahead", result.Output, StringComparison.Ordinal);
        Assert.Contains("with the last 95 % of the bars the run failed: OnBar(SYNA) threw ArgumentException", result.Output,
            StringComparison.Ordinal);
    }
}
