using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Results;
using StrategyHost.Engine.Statistics;

namespace StrategyHost.Engine.Tests.Statistics;

/// <summary>Figures of one series of twenty daily returns, computed apart from this code.</summary>
public sealed class StatisticsTests
{
    private const int Digits = 12;
    private const double OnePercent = 0.01;

    private static readonly double[] Twenty =
        [0.010, -0.005, 0.007, 0, -0.012, 0.015, 0.003, -0.004, 0.006, -0.009, 0.011, 0.002, -0.007, 0.004, 0.008, -0.003, 0.005, -0.010,
            0.012, 0.001];

    private static readonly DailyReturns Returns = new(Twenty, 252);

    [Fact]
    public void Mean_and_deviation_are_of_the_sample()
    {
        Assert.Equal(0.0017, Returns.Mean, Digits);
        Assert.Equal(0.007814291899765253, Returns.StandardDeviation, Digits);
        Assert.Equal(0.12404803823307198, AnnualVolatility.Of(Returns), Digits);
    }

    [Theory]
    [InlineData(RatioConvention.Standard, 252, 0, 3.453500805833671)]
    [InlineData(RatioConvention.Standard, 365, 0, 4.156288863191614)]
    [InlineData(RatioConvention.Standard, 252, OnePercent, 3.3732856936556037)]
    [InlineData(RatioConvention.Lean, 252, 0, 4.30673260004393)]
    [InlineData(RatioConvention.Lean, 252, OnePercent, 4.226118669002061)]
    [InlineData(RatioConvention.BacktestingPy, 252, 0, 2.762672496937858)]
    public void Sharpe_ratio(RatioConvention convention, int periods, double rate, double expected) =>
        Assert.Equal(expected, SharpeRatio.Of(new DailyReturns(Twenty, periods), rate, convention).Value!.Value, 10);

    [Theory]
    [InlineData(RatioConvention.Standard, 5.861128746980334)]
    [InlineData(RatioConvention.BacktestingPy, 7.156723808159199)]
    [InlineData(RatioConvention.Lean, 10.081827363682516)]
    public void Sortino_ratio(RatioConvention convention, double expected) =>
        Assert.Equal(expected, SortinoRatio.Of(Returns, 0, convention).Value!.Value, 10);

    [Theory]
    [InlineData(RatioConvention.Standard, 0.5458805683543642)]
    [InlineData(RatioConvention.Lean, 0.545419736419871)]
    public void Growth_compounds_over_calendar_days(RatioConvention convention, double expected) =>
        Assert.Equal(expected, GeometricReturn.Compound(1, 1.03395632379599256, TimeSpan.FromDays(28), convention).Value!.Value, 10);

    [Fact]
    public void Growth_compounds_over_trading_days() => Assert.Equal(0.5230972755879242, GeometricReturn.PerYear(Returns), 10);

    [Fact]
    public void Drawdown_counts_the_start_as_a_peak()
    {
        var drawdown = new Drawdown(1, 0);
        double equity = 1;
        for (int day = 0; day < Twenty.Length; day++)
        {
            equity *= 1 + Twenty[day];
            drawdown.Mark(equity, TimeSpan.FromDays(day + 1).Ticks);
        }

        Assert.Equal(0.03395632379599256, equity - 1, Digits);
        Assert.Equal(0.012, drawdown.Deepest, Digits);
        var fallen = new Drawdown(1, 0);
        fallen.Mark(0.9, TimeSpan.FromDays(1).Ticks);
        Assert.Equal(0.1, fallen.Deepest, Digits);
        Assert.Equal(1, fallen.DeepestLength.TotalDays);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(512)]
    public void Drawdown_is_the_same_however_many_marks_come_at_once(int atOnce)
    {
        var random = new Random(atOnce);
        double equity = 100;
        var marks = Enumerable.Range(1, 3_000).Select(i => new EquityRow(i, equity += random.Next(-3, 4), 0, 0, 0)).ToArray();
        var together = new Drawdown(100, 0);
        var single = new Drawdown(100, 0);
        foreach (var some in marks.Chunk(atOnce))
        {
            together.Mark(some.AsSpan());
            foreach (var mark in some) single.Mark(mark.Equity, mark.Time);
            Assert.Equal((single.Current, single.Deepest, single.DeepestLength),
                (together.Current, together.Deepest, together.DeepestLength));
        }

        Assert.True(single.Deepest > 0);
    }

    [Fact]
    public void Value_at_risk_is_a_return()
    {
        Assert.Equal(-0.0101, ValueAtRisk.Historical(Returns).Value!.Value, Digits);
        Assert.Equal(-0.01115336637338639, ValueAtRisk.Parametric(Returns).Value!.Value, Digits);
    }

    [Fact]
    public void Shape_of_returns()
    {
        Assert.Equal(1.68, OmegaRatio.Of(Returns).Value!.Value, 10);
        Assert.Equal(-0.15947982641896039, ReturnShape.Skewness(Returns).Value!.Value, 10);
        Assert.Equal(-0.9431636627006842, ReturnShape.ExcessKurtosis(Returns).Value!.Value, 10);
    }

    [Theory]
    [InlineData(0, 0.8229490039833673)]
    [InlineData(1, 0.7448390931251841)]
    public void Probabilistic_Sharpe_ratio(double benchmark, double expected) =>
        Assert.Equal(expected, ProbabilisticSharpe.Of(Returns, benchmark).Value!.Value, 10);

    [Fact]
    public void Days_that_alternate_raise_the_autocorrelated_ratio_and_days_that_persist_lower_it()
    {
        var alternating = new DailyReturns(Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 0.011 : -0.009), 252);
        var persisting = new DailyReturns(Enumerable.Range(0, 100).Select(i => i / 10 % 2 == 0 ? 0.011 : -0.009), 252);
        Assert.True(SharpeRatio.Autocorrelated(alternating).Value > SharpeRatio.Of(alternating).Value);
        Assert.True(SharpeRatio.Autocorrelated(persisting).Value < SharpeRatio.Of(persisting).Value);
    }

    [Fact]
    public void What_is_not_defined_says_why()
    {
        var still = new DailyReturns([0, 0, 0], 252);
        Assert.Equal("returns do not vary", SharpeRatio.Of(still).Reason);
        Assert.Equal("no day lost", SortinoRatio.Of(still).Reason);
        Assert.Equal("no day lost", OmegaRatio.Of(still).Reason);
        Assert.Null(ProbabilisticSharpe.Of(still).Value);
        Assert.Null(SharpeRatio.Of(new DailyReturns([], 252)).Value);
        Assert.Null(ValueAtRisk.Historical(new DailyReturns([], 252)).Value);
        var none = TradeStatistics.Of([]);
        Assert.Equal("nothing was opened and closed again", none.WinRate.Reason);
        Assert.Equal("nothing was opened and closed again", none.ProfitFactor.Reason);
    }

    [Fact]
    public void Growth_from_everything_lost_is_minus_one() =>
        Assert.Equal(-1, GeometricReturn.Compound(100, -5, TimeSpan.FromDays(10)).Value);

    [Fact]
    public void Trades_are_counted_after_costs()
    {
        var trades = TradeStatistics.Of([Trip(10, 1), Trip(0.5m, 1), Trip(-4, 1)]);
        Assert.Equal(3, trades.Count);
        Assert.Equal(1.0 / 3, trades.WinRate.Value!.Value, Digits);
        Assert.Equal(9 / 5.5, trades.ProfitFactor.Value!.Value, Digits);
        Assert.Equal(3.5 / 3, trades.Expectancy.Value!.Value, Digits);
        Assert.Equal(9, trades.AverageWin.Value);
        Assert.Equal(-2.75, trades.AverageLoss.Value);
        Assert.Equal("no trade lost", TradeStatistics.Of([Trip(10, 1)]).ProfitFactor.Reason);
    }

    private static RoundTrip Trip(decimal gross, decimal commission) =>
        new("X", IsLong: true, 1, DateTime.UnixEpoch, 100, DateTime.UnixEpoch.AddDays(1), 100 + gross, gross, commission, 1, 0, 0);
}
