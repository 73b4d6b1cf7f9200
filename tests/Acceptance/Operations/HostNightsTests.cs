namespace StrategyHost.Acceptance.Operations;

/// <summary>Nights on which the machine or the host is what goes wrong.</summary>
public sealed class HostNightsTests
{
    private const string Journal = "state/trend/journal.db";

    [Fact(Timeout = Night.Longest)]
    [Told(14)]
    public async Task The_power_was_cut()
    {
        using var night = await TradingNight.TradeAsync(14, TradingNight.Brackets);
        night.Host.Kill();
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(15)]
    public async Task The_host_is_upgraded_while_orders_work()
    {
        using var night = await TradingNight.TradeAsync(15, TradingNight.Brackets);
        Assert.Equal(0, await night.Host.Interrupt(TestContext.Current.CancellationToken));
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(16)]
    public async Task The_disk_is_full()
    {
        using var night = await TradingNight.TradeAsync(16);
        night.Host.Kill();
        night.StartOnSmallDisk();
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(17)]
    public async Task A_journal_is_damaged()
    {
        using var night = await TradingNight.TradeAsync(17);
        Assert.Equal(0, await night.Host.Interrupt(TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(night[Journal], new string('x', 8192), TestContext.Current.CancellationToken);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(32)]
    public async Task The_end_of_a_journal_is_damaged()
    {
        using var night = await TradingNight.TradeAsync(32);
        await night.UntilHandledAsync(200);
        Assert.Equal(0, await night.Host.Interrupt(TestContext.Current.CancellationToken));
        using (var journal = new FileStream(night[Journal], FileMode.Open)) journal.SetLength(journal.Length - 4096);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(18)]
    public async Task An_older_copy_of_the_state_was_restored()
    {
        using var night = await TradingNight.OpenAsync(18, "OnBar(\"ABC\", bar => { Log.Info(\"a bar\"); Buy(\"ABC\", 1); });");
        await night.BeginAsync();
        await night.UntilAtBrokerAsync(l => l.GetProperty("executions").GetArrayLength() > 2);
        Assert.Equal(0, await night.Host.Interrupt(TestContext.Current.CancellationToken));
        await night.DoAsync();
        night.Start();
        int before = (await night.Broker!.LedgerAsync()).GetProperty("executions").GetArrayLength();
        await night.UntilAtBrokerAsync(l => l.GetProperty("executions").GetArrayLength() > before + 3);
        Assert.Equal(0, await night.Host.Interrupt(TestContext.Current.CancellationToken));
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(19)]
    public async Task A_second_host_was_started()
    {
        using var night = await TradingNight.TradeAsync(19);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(20)]
    public async Task It_is_to_begin_when_somebody_says_so()
    {
        using var night = await TradingNight.OpenAsync(20);
        night.Edit("deployments/trend.json", "\"mode\"", "\"armed\": \"wait\", \"mode\"");
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(21)]
    public async Task The_state_cannot_be_written()
    {
        using var night = await TradingNight.OpenAsync(21);
        await File.WriteAllTextAsync(night["state"], "", TestContext.Current.CancellationToken);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(22)]
    public async Task A_command_comes_too_late()
    {
        using var night = await TradingNight.TradeAsync(22);
        await night.Broker!.CloseAsync();
        await night.Host.SaysAll(TestContext.Current.CancellationToken);
        await night.EndAsync();
    }
}
