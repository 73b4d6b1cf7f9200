using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Costs;

/// <summary>Slippage that depends on size. Every bar has a volume of 1,000.</summary>
public sealed class ImpactTests
{
    private static decimal PriceOf(Slippage slippage, int quantity, int bars)
    {
        // Closes go up and down by 1 %; the last bar is wide, so that its range does not bind.
        var series = Bars.Daily([
            .. Enumerable.Range(0, bars).Select(i => i % 2 == 0 ? (100.0, 101.0, 99.0, 100.0) : (100.0, 101.0, 99.0, 101.0)),
            (100, 200, 50, 100)]);
        var settings = new BacktestSettings { Cash = 10_000_000, Slippage = slippage };
        return Assert.Single(new Scene(series) { Settings = settings }.OnBars((bars - 1, s => s.Buy("X", quantity))).Fills).Price;
    }

    [Theory]
    [InlineData(100, 100.1)] // a tenth of the volume: 100 × 0.1 × 0.1²
    [InlineData(500, 102.5)]
    [InlineData(5000, 110)] // never more than that of the whole volume
    public void Volume_share_grows_with_the_square_of_the_part(int quantity, double expected) =>
        Assert.Equal((decimal)expected, PriceOf(new VolumeShareSlippage(0.1), quantity, bars: 5), 6);

    [Fact]
    public void Square_root_impact_is_in_deviations_of_the_last_twenty_bars()
    {
        double step = Math.Log(1.01);
        double deviation = Math.Sqrt(20 * step * step / 19);
        Assert.Equal(100 + (100 * 2 * deviation * Math.Sqrt(0.25)), (double)PriceOf(new SquareRootSlippage(2), 250, bars: 30), 9);
        Assert.Equal(100, PriceOf(new SquareRootSlippage(2), 250, bars: 2));
    }
}
