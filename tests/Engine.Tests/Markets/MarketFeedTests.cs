using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Markets;

/// <summary>Several symbols in one run.</summary>
public sealed class MarketFeedTests
{
    private static BarSeries Hours(string symbol, int firstHour, int count, double price) =>
        Bars.Of(symbol, Resolution.Hour, Bars.Monday.AddHours(firstHour), [.. Enumerable.Repeat((price, price, price, price), count)]);

    [Fact]
    public void Bars_come_in_time_order_from_series_that_start_at_different_times()
    {
        var seen = new List<string>();
        new Scene(Hours("X", 0, 4, 1), Hours("Y", 2, 4, 1)).Run(s =>
        {
            s.OnBar("Y", b => seen.Add($"Y{b.End.Hour}"));
            s.OnBar("X", b => seen.Add($"X{b.End.Hour}"));
        });
        Assert.Equal(["X1", "X2", "Y3", "X3", "Y4", "X4", "Y5", "Y6"], seen);
    }

    [Fact]
    public void Bars_that_end_together_are_all_known_to_each_handler()
    {
        var prices = new List<double>();
        new Scene(Hours("X", 0, 3, 10), Hours("Y", 0, 3, 20)).Run(s =>
        {
            s.Use("Y");
            s.OnBar("X", _ => prices.Add(s.Position("Y").LastPrice));
        });
        Assert.Equal([20, 20, 20], prices);
    }

    [Fact]
    public void A_bar_that_straddles_the_start_of_an_order_does_not_fill_it()
    {
        var days = Bars.Of("Y", Resolution.Day, Bars.Monday, (50, 50, 50, 50), (60, 60, 60, 60));
        var result = new Scene(Hours("X", 0, 30, 10), days).Run(s =>
        {
            s.Use("Y");
            s.OnBar("X", b =>
            {
                if (b.End == Bars.Monday.AddHours(27)) s.Buy("Y", 1);
            });
        });
        Assert.Empty(result.Fills);
        Assert.Equal(OrderStatus.Accepted, result.Orders[0].Status);
    }

    [Fact]
    public void Dates_cut_the_run_and_earlier_bars_warm_indicators_up()
    {
        var settings = new BacktestSettings { From = Bars.Monday.AddDays(3), To = Bars.Monday.AddDays(5) };
        var seen = new List<(double Close, double Average)>();
        var result = new Scene(Bars.Flat(1, 2, 3, 4, 5, 6, 7)) { Settings = settings }.Run(s =>
        {
            var average = s.Sma("X", 3);
            s.OnBar("X", b => seen.Add((b.Close, average)));
        });
        Assert.Equal([(4, 3), (5, 4)], seen);
        Assert.Equal(2, result.Bars);
        Assert.Equal((Bars.Monday.AddDays(3), Bars.Monday.AddDays(5)), (result.From, result.To));
    }

    [Fact]
    public void A_run_without_bars_says_which_there_are()
    {
        var scene = new Scene(Bars.Flat(1, 2, 3)) { Settings = new BacktestSettings { From = Bars.Monday.AddDays(30) } };
        var problem = Assert.Throws<SetupException>(() => scene.OnBars());
        Assert.Equal("There is no bar in the time asked for: X has 2024-01-01 to 2024-01-04.", problem.Message);
    }
}
