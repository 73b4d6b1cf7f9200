namespace StrategyHost.Acceptance.Operations;

/// <summary>Nights on which somebody changes what runs.</summary>
public sealed class ChangeNightsTests
{
    [Theory(Timeout = Night.Longest)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    [Told(31)]
    [Told(32)]
    [Told(33)]
    [Told(34)]
    public async Task What_runs_is_changed_stopped_and_started(int number)
    {
        using var night = await TradingNight.TradeAsync(number);
        await night.EndAsync();
    }
}
