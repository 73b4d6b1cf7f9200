namespace StrategyHost.Acceptance.Operations;

/// <summary>Nights on which somebody changes what runs.</summary>
public sealed class ChangeNightsTests
{
    [Fact(Timeout = Night.Longest)]
    [Told(33)]
    public Task A_limit_is_tightened() => WhileItTradesAsync(33);

    [Fact(Timeout = Night.Longest)]
    [Told(34)]
    public Task One_deployment_is_stopped_and_started() => WhileItTradesAsync(34);

    [Fact(Timeout = Night.Longest)]
    [Told(35)]
    public Task A_deployment_is_added_and_taken_away() => WhileItTradesAsync(35);

    [Fact(Timeout = Night.Longest)]
    [Told(36)]
    public Task A_deployments_file_is_saved_with_an_error() => WhileItTradesAsync(36);

    private static async Task WhileItTradesAsync(int number)
    {
        using var night = await TradingNight.TradeAsync(number);
        await night.EndAsync();
    }
}
