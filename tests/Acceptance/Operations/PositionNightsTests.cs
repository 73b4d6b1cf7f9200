namespace StrategyHost.Acceptance.Operations;

/// <summary>Nights on which a position is what matters.</summary>
public sealed class PositionNightsTests
{
    private const string Deployment = "deployments/trend.json";

    [Fact(Timeout = Night.Longest)]
    [Told(5)]
    public async Task Out_of_it_now()
    {
        using var night = await TradingNight.TradeAsync(5, TradingNight.Brackets);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(6)]
    public async Task Everything_is_to_stand_still()
    {
        using var night = await TradingNight.TradeAsync(6, TradingNight.Brackets);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(7)]
    public async Task The_program_cannot_be_reached_and_a_file_is_enough()
    {
        using var night = await TradingNight.TradeAsync(7);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(8)]
    public async Task A_loss_limit_was_reached()
    {
        using var night = await TradingNight.OpenAsync(8);
        night.Edit(Deployment, "\"risk\": {", "\"commission\": \"0.5/share\", \"risk\": { \"max-daily-loss\": \"0.01\", ");
        await night.BeginAsync();
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(9)]
    public async Task A_new_session_is_to_begin_while_something_is_held()
    {
        using var night = await TradingNight.TradeAsync(9);
        night.Host.Kill();
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(10)]
    public async Task The_file_of_a_deployment_is_gone()
    {
        using var night = await TradingNight.TradeAsync(10);
        Assert.Equal(0, await night.Host.Interrupt(TestContext.Current.CancellationToken));
        File.Move(night[Deployment], night["trend.json"]);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(11)]
    public async Task It_is_to_trade_on_paper_from_now_on()
    {
        using var night = await TradingNight.TradeAsync(11);
        Assert.Equal(0, await night.Host.Interrupt(TestContext.Current.CancellationToken));
        night.Edit(Deployment, "\"mode\": \"live\", \"account\": \"main\"", "\"mode\": \"paper\"");
        night.Edit(Deployment, "\"feed\": {", "\"feed\": { \"plugin\": \"practice\",");
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(12)]
    public async Task Somebody_has_traded_on_the_account_by_hand()
    {
        using var night = await TradingNight.TradeAsync(12, account: "\"reconcileEvery\": 1,");
        await night.Broker!.TradeByHandAsync("ABC", 7);
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(31)]
    public async Task Orders_of_the_former_session_work_at_the_broker()
    {
        using var night = await TradingNight.TradeAsync(31, TradingNight.Brackets, "\"reconcileEvery\": 1,");
        await night.UntilAtBrokerAsync(l => l.GetProperty("orders").EnumerateArray()
            .Count(o => o.GetProperty("status").GetString() == "Accepted") == 2);
        await night.Broker!.OrderByHandAsync("web7", "ABC", quantity: 5, limit: 60);
        Assert.Equal(0, await night.Host.Interrupt(TestContext.Current.CancellationToken));
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(13)]
    public async Task What_has_it_earned()
    {
        using var night = await TradingNight.TradeAsync(13, """
            OnBar("ABC", bar =>
            {
                Log.Info("a bar");
                if (Position("ABC").IsFlat) Buy("ABC", 10, tag: "in");
                else Close("ABC", tag: "out");
            });
            """);
        await night.EndAsync();
    }
}
