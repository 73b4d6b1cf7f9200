namespace StrategyHost.Acceptance.Operations;

/// <summary>Nights on which the broker, or the way to it, is what goes wrong.</summary>
public sealed class BrokerNightsTests
{
    [Fact(Timeout = Night.Longest)]
    [Told(23)]
    public async Task The_network_is_gone_for_a_while()
    {
        using var night = await TradingNight.TradeAsync(23, account: "\"reconcileEvery\": 1,");
        await night.Broker!.FaultAsync("drop-stream", times: 6);
        await night.Broker.FaultAsync("reset", times: 8);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(24)]
    public async Task The_stream_is_silent()
    {
        using var night = await TradingNight.TradeAsync(24);
        await night.Broker!.FaultAsync("mute-stream", times: 2);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(25)]
    public async Task An_answer_was_lost()
    {
        using var night = await TradingNight.OpenAsync(25);
        await night.Broker!.FaultAsync("lost-answer");
        await night.BeginAsync();
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(26)]
    public async Task The_broker_is_asked_too_often()
    {
        using var night = await TradingNight.TradeAsync(26, account: "\"reconcileEvery\": 1,");
        await night.Broker!.FaultAsync("limit", times: 12);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(27)]
    public async Task The_key_is_not_taken_any_more()
    {
        using var night = await TradingNight.OpenAsync(27);
        night.Edit("accounts/main.json", "\"key\":\"practice\"", "\"key\":\"of yesterday\"");
        await night.DoAsync();
        night.Edit("accounts/main.json", ",\"key\":\"of yesterday\"", "");
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(28)]
    public async Task The_brokers_certificate_has_expired()
    {
        using var night = await TradingNight.OpenAsync(28);
        using var expired = new ExpiredServer();
        night.Edit("accounts/main.json", night.Broker!.Address, expired.Address);
        await night.DoAsync();
        night.Edit("accounts/main.json", expired.Address, night.Broker.Address);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(29)]
    public async Task Notices_do_not_arrive()
    {
        using var night = await TradingNight.OpenAsync(29);
        await File.WriteAllTextAsync(night["notifications.json"], """[ { "webhook": "http://127.0.0.1:9/hook", "events": ["fault"] } ]""",
            TestContext.Current.CancellationToken);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(30)]
    public async Task A_secret_stands_in_a_file()
    {
        using var night = await TradingNight.OpenAsync(30);
        await night.DoAsync(2);
        night.Edit("accounts/main.json", ",\"key\":\"practice\"", "");
        await night.EndAsync();
    }
}
