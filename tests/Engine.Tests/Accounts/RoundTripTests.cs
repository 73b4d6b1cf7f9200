using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Accounts;

public sealed class RoundTripTests
{
    private static BacktestResult Run(BarSeries series, params (int, Action<ScriptedStrategy>)[] acts) =>
        new Scene(series) { Settings = new BacktestSettings { Commission = new PerShareCommission(1) } }.OnBars(acts);

    [Fact]
    public void First_in_is_first_out_and_commission_is_shared_by_quantity()
    {
        var trips =
            Run(Bars.Flat(10, 10, 20, 30), (0, s => s.Buy("X", 10)), (1, s => s.Buy("X", 10)), (2, s => s.Sell("X", 15))).RoundTrips;
        Assert.Equal(2, trips.Count);
        Assert.Equal((10m, 10m, 30m, 200m, 20m),
            (trips[0].Quantity, trips[0].EntryPrice, trips[0].ExitPrice, trips[0].GrossProfit, trips[0].Commission));
        Assert.Equal((5m, 20m, 30m, 50m, 10m),
            (trips[1].Quantity, trips[1].EntryPrice, trips[1].ExitPrice, trips[1].GrossProfit, trips[1].Commission));
        Assert.Equal(40, trips[1].NetProfit);
    }

    [Fact]
    public void An_order_that_turns_the_position_closes_one_trip_and_opens_the_next()
    {
        var result = Run(Bars.Flat(10, 10, 20, 12), (0, s => s.Buy("X", 5)), (1, s => s.Sell("X", 8)), (2, s => s.Buy("X", 3)));
        Assert.Equal([true, false], result.RoundTrips.Select(t => t.IsLong));
        Assert.Equal([50m, 24m], result.RoundTrips.Select(t => t.GrossProfit));
        Assert.Equal(16, result.RoundTrips.Sum(t => t.Commission));
    }

    [Fact]
    public void Excursions_are_of_the_prices_on_the_way()
    {
        var series = Bars.Daily((100, 100, 100, 100), (100, 104, 99, 101), (101, 120, 90, 110), (110, 300, 1, 110));
        var trip = Assert.Single(Run(series, (0, s => s.Buy("X", 2)), (2, s => s.Sell("X", 2))).RoundTrips);
        Assert.Equal((-20m, 40m), (trip.AdverseExcursion, trip.FavourableExcursion));
        Assert.Equal(2, trip.Bars);
    }

    [Fact]
    public void A_short_trip_earns_when_the_price_falls()
    {
        var trip = Assert.Single(Run(Bars.Flat(10, 10, 8), (0, s => s.Sell("X", 5)), (1, s => s.Buy("X", 5))).RoundTrips);
        Assert.False(trip.IsLong);
        Assert.Equal(10, trip.GrossProfit);
    }
}
