using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Statistics;

/// <summary>Returns and ratios end with the account: from nothing, or from a debt, nothing can be earned.</summary>
public sealed class RuinTests
{
    private const string Reason = "equity was at or below zero on 2024-01-04";
    private static readonly RiskLimits Free = new() { BuyingPower = false };

    private static BacktestResult Short(RiskLimits risk, params double[] prices) =>
        new Scene(Bars.Flat(prices)) { Settings = new BacktestSettings { Risk = risk } }.OnBars((0, s => s.Sell("X", 9000)),
            (5, s => s.Close("X")));

    private static Metric[] Ratios(RunStatistics figures) =>
    [
        figures.Cagr, figures.AnnualVolatility, figures.Sharpe, figures.SharpeAutocorrelated, figures.ProbabilisticSharpe, figures.Sortino,
        figures.Calmar,
        figures.Omega, figures.ValueAtRisk95, figures.ValueAtRisk95Parametric,
    ];

    [Fact]
    public void An_account_that_was_in_debt_has_no_ratios_even_if_it_recovers()
    {
        var result = Short(Free, 10, 10, 10, 30, 15, 15, 15);
        var figures = RunStatistics.Of(result, benchmark: Bars.Flat(1, 2, 1, 2, 1, 2, 1));
        Assert.All(Ratios(figures), m => Assert.Equal((null, Reason), (m.Value, m.Reason)));
        Assert.Equal((null, Reason), (figures.Benchmark!.Beta.Value, figures.Benchmark.Beta.Reason));
        Assert.Equal(new DateTime(2024, 1, 5, 0, 0, 0, DateTimeKind.Utc), result.Equity.RuinedAt);
        Assert.Equal(-0.45, figures.TotalReturn.Value!.Value, 9);
    }

    [Fact]
    public void Equity_of_exactly_zero_is_ruin() =>
        // 9,000 at 10 were sold: 190,000 in cash buy them back at 21.11…; at 19 there is something left, and at (100,000 + 90,000) / 9,000
        // nothing.
        Assert.Equal([true, false], new[] { 190_000.0 / 9000, 19 }.Select(p =>
            Short(Free, 10, 10, 10, Math.Ceiling(p * 1000) / 1000, 15, 15, 15).Equity.RuinedAt is not null));

    [Fact]
    public void A_loss_short_of_everything_leaves_ratios_defined()
    {
        var result = Short(Free, 10, 10, 10, 20, 15, 15, 15);
        Assert.Null(Ruin.Of(result));
        Assert.NotNull(RunStatistics.Of(result).Sharpe.Value);
    }

    [Fact]
    public void Ruin_between_the_ends_of_days_counts()
    {
        var hours = Bars.Of("X", Resolution.Hour, Bars.Monday,
            [.. Enumerable.Range(0, 72).Select(h => h == 30 ? 30.0 : 10).Select(p => (p, p, p, p))]);
        var result = new Scene(hours) { Settings = new BacktestSettings { Risk = Free } }.OnBars((0, s => s.Sell("X", 9000)));
        Assert.Equal(Bars.Monday.AddHours(31), result.Equity.RuinedAt);
        Assert.Equal("equity was at or below zero on 2024-01-02", RunStatistics.Of(result).Sharpe.Reason);
        Assert.All(result.Equity.Days, d => Assert.True(d.Equity > 0));
    }

    [Fact]
    public void A_month_that_begins_in_debt_has_no_return()
    {
        (DateOnly, double)[] days = [(new(2024, 1, 31), -80), (new(2024, 2, 29), 55), (new(2024, 3, 28), 110)];
        Assert.Equal([-1.8, null, 1.0], PeriodReturn.Monthly(100, days).Select(m => m.Return.Value));
        Assert.Equal("equity was at or below zero when it began", PeriodReturn.Monthly(100, days)[1].Return.Reason);
        Assert.Equal([0.1], PeriodReturn.Yearly(100, days).Select(m => Math.Round(m.Return.Value!.Value, 9)));
    }

    [Fact]
    public void Daily_returns_end_with_the_first_equity_at_or_below_zero()
    {
        Assert.Equal([0.5, -1], DailyReturns.Of(100, [150, 0, 10, 20], 252).Values);
        Assert.Equal([0.5, -2], DailyReturns.Of(100, [150, -150, 10, 20], 252).Values);
    }

    [Fact]
    public void Rolling_ratios_are_undefined_after_ruin()
    {
        var prices = Enumerable.Range(0, 200).Select(i => i < 150 ? 10 + (i % 3 * 0.1) : 40.0).ToArray();
        var rolling = RunStatistics.Of(Short(Free, prices)).RollingSharpe;
        Assert.Equal(200 - RollingSharpe.Window + 1, rolling.Count);
        var whole = new Scene(Bars.Flat(prices)) { Settings = new BacktestSettings { Risk = Free } }.OnBars((0, s => s.Sell("X", 9000)));
        rolling = RunStatistics.Of(whole).RollingSharpe;
        Assert.All(rolling.Where(r => r.Date >= new DateOnly(2024, 1, 1).AddDays(150)), r => Assert.Null(r.Sharpe.Value));
        Assert.NotNull(rolling[0].Sharpe.Value);
    }

    [Fact]
    public void A_debt_with_nothing_held_is_called_once()
    {
        // Sold at 10, called at 30, bought back at 30: the debt stays, and there is nothing left to sell.
        var margin = new RiskLimits { InitialMargin = 0.5m, MaintenanceMargin = 0.25m };
        var result = Short(margin, 10, 10, 10, 30, 30, 30, 30, 30, 30);
        Assert.Equal("margin call: the positions need 67500.00, equity is -80000.00", Assert.Single(result.Breaches).Message);
    }

    [Fact]
    public void A_position_that_was_opened_after_a_call_can_be_called_again()
    {
        var margin = new RiskLimits { InitialMargin = 0.5m, MaintenanceMargin = 0.25m };
        var result =
            new Scene(Bars.Flat(100, 100, 66, 65, 65, 65, 30, 30)) { Settings = new BacktestSettings { Cash = 10_000, Risk = margin } }
            .OnBars((0, s => s.Buy("X", 200)), (4, s => s.Buy("X", 90)));
        Assert.Equal(2, result.Breaches.Count);
    }

    [Theory]
    [InlineData("1w", 52)]
    [InlineData("1mo", 12)]
    [InlineData("3mo", 4)]
    [InlineData("1d", 252)]
    [InlineData("1h", 252)]
    public void Figures_a_year_follow_the_length_of_the_bars(string length, int perYear)
    {
        var bars = Bars.Of("X", Resolution.Parse(length), Bars.Monday,
            [.. Enumerable.Range(0, 100).Select(i => 10 + (i % 5 * 0.2)).Select(p => (p, p, p, p))]);
        var figures = RunStatistics.Of(new Scene(bars).OnBars((0, s => s.Buy("X", 100))));
        Assert.Equal(perYear, figures.PeriodsPerYear);
        Assert.NotNull(figures.Sharpe.Value);
    }
}
