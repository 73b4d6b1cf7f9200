namespace StrategyHost.Acceptance.Live;

/// <summary>Things go wrong between the host and its broker while it trades, and the two ledgers are compared at the end.</summary>
public sealed class BrokerFaultTests
{
    private static readonly string[] Faults =
        ["reset", "lost-answer", "limit", "error", "slow", "drop-stream", "mute-stream", "twice", "swap"];

    [Fact]
    public async Task Whatever_goes_wrong_on_the_way_the_ledgers_are_the_same()
    {
        using var trading = await TradingWorkshop.OpenAsync(pace: 40);
        using var program = await trading.StartArmedAsync();
        foreach (var fault in Faults)
        {
            await trading.Broker.FaultAsync(fault, times: 3);
            for (int i = 0; i < 12; i++) await program.SaysUntil("bar ", TestContext.Current.CancellationToken);
        }

        Assert.Contains("is over", await trading.EndAsync(program), StringComparison.Ordinal);
        Assert.True(await trading.SameLedgersAsync() > 20);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("signal")]
    public async Task The_kill_switch_cancels_and_closes_everything(string kind)
    {
        using var trading = await TradingWorkshop.OpenAsync(pace: 40);
        using var program = await trading.StartArmedAsync();
        for (int i = 0; i < 8; i++) await program.SaysUntil("bar ", TestContext.Current.CancellationToken);
        if (kind == "file") trading.Write("state/FLATTEN", "");
        else program.Signal("USR2");
        Assert.Contains("positions closed", await program.SaysUntil("positions closed", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Contains("is over", await trading.EndAsync(program), StringComparison.Ordinal);
        await trading.SameLedgersAsync();
    }

    [Fact]
    public async Task A_disk_that_is_full_stops_the_session_with_a_sentence_and_the_next_start_takes_it_up()
    {
        using var trading = await TradingWorkshop.OpenAsync(pace: 40);
        using (var first = await trading.StartArmedAsync())
        {
            for (int i = 0; i < 8; i++) await first.SaysUntil("bar ", TestContext.Current.CancellationToken);
            first.Kill();
        }

        using (var full = trading.StartOnSmallDisk())
        {
            string said = await full.SaysAll(TestContext.Current.CancellationToken);
            Assert.Contains("Nothing is traded without it", said, StringComparison.Ordinal);
        }

        using var last = trading.Start();
        Assert.Contains("is over", await trading.EndAsync(last), StringComparison.Ordinal);
        await trading.SameLedgersAsync();
    }

    [Fact]
    public async Task A_deployment_that_is_moved_to_paper_sends_nothing_more_to_the_broker()
    {
        using var trading = await TradingWorkshop.OpenAsync(pace: 40);
        using (var first = await trading.StartArmedAsync()) first.Kill();
        trading.Edit("\"mode\": \"live\", \"account\": \"main\"", "\"mode\": \"paper\"");
        trading.Edit("\"feed\": {", "\"feed\": { \"plugin\": \"practice\",");
        using var second = trading.Start();
        Assert.Contains("says paper now, and session 1 trades live on the account main: it is disarmed",
            await second.SaysUntil("it is disarmed", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await second.SaysUntil("NotArmed", TestContext.Current.CancellationToken);
        Assert.Contains("not armed", trading.Run("status").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_position_that_nobody_explains_stops_new_ones_until_a_person_decides()
    {
        using var trading = await TradingWorkshop.OpenAsync(pace: 60, account: "\"reconcileEvery\": 1,");
        using var program = await trading.StartArmedAsync();
        await trading.Broker.TradeByHandAsync("ABC", 7);
        string said = await program.SaysUntil("does not agree", TestContext.Current.CancellationToken);
        Assert.Contains("the broker holds", said, StringComparison.Ordinal);
        Assert.Contains("strategyhost reconcile", said, StringComparison.Ordinal);
        Assert.Contains("Reducing", await program.SaysUntil("was denied", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, trading.Run("reconcile", "main", "--ignore").ExitCode);
        Assert.Contains("agrees with the broker again", await program.SaysUntil("agrees", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }
}
