using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Accounts;

/// <summary>Bars are of Monday, 1 January 2024, and the days after; an action of the 3rd holds from bar 2 on.</summary>
public sealed class CorporateActionTests
{
    private static readonly DateOnly Third = new(2024, 1, 3);

    private static CorporateAction Split(decimal ratio) => new(Third, CorporateActionKind.Split, ratio);

    private static CorporateAction Dividend(decimal amount) => new(Third, CorporateActionKind.Dividend, amount);

    private static BacktestResult Run(CorporateAction action, double[] prices, params (int, Action<ScriptedStrategy>)[] acts) =>
        new Scene(Bars.With([action], prices)).OnBars(acts);

    [Fact]
    public void A_split_changes_the_count_and_nothing_else()
    {
        var result = Run(Split(4), [100, 100, 25, 26], (0, s => s.Buy("X", 10)), (2, s => s.Sell("X", 40)));
        Assert.Equal([100_000, 100_000, 100_000, 100_040], result.Equity.Rows.Select(r => r.Equity));
        var trip = Assert.Single(result.RoundTrips);
        Assert.Equal((40m, 25m, 40m), (trip.Quantity, trip.EntryPrice, trip.GrossProfit));
        Assert.Equal((0m, 0m), (trip.AdverseExcursion, trip.FavourableExcursion - 40));
    }

    [Fact]
    public void What_is_no_whole_share_is_paid_at_the_open()
    {
        // 5 shares of 1 for 2: two whole ones, and half of one at 200.
        var result = Run(Split(0.5m), [100, 100, 200], (0, s => s.Buy("X", 5)));
        Assert.Equal(2, result.Account.Portfolio["X"].Quantity);
        Assert.Equal(100_000 - 500 + 100, result.Account.Portfolio.Cash);
        Assert.Equal(100_000, result.Account.Portfolio.Equity);
    }

    [Fact]
    public void Resting_orders_follow_a_split()
    {
        Order? order = null;
        var result = Run(Split(2), [100, 100, 50, 44], (0, s => order = s.Limit(Side.Buy, "X", 10, 90)));
        Assert.Equal((20m, 45m), (order!.Quantity, order.LimitPrice));
        Assert.Equal(44, Assert.Single(result.Fills).Price);
        result = Run(Split(2), [100, 100, 50, 47, 41], (0, s => s.Buy("X", 10)), (1, s => order = s.TrailingStop(Side.Sell, "X", 10, Trail.By(10))));
        Assert.Equal(5, order!.Trail!.Value.Amount);
        Assert.Equal((20m, 41m), (result.Fills[1].Quantity, result.Fills[1].Price));
    }

    [Fact]
    public void A_dividend_is_paid_to_holders_and_by_short_sellers()
    {
        Assert.Equal(15, Run(Dividend(1.5m), [100, 100, 98.5], (0, s => s.Buy("X", 10))).Account.Dividends);
        var result = Run(Dividend(1.5m), [100, 100, 98.5], (0, s => s.Sell("X", 10)));
        Assert.Equal(-15, result.Account.Dividends);
        Assert.Equal(100_000, result.Account.Portfolio.Equity);
        // Bought on the ex-date itself: too late.
        Assert.Equal(0, Run(Dividend(1.5m), [100, 100, 98.5], (1, s => s.Buy("X", 10))).Account.Dividends);
    }

    [Fact]
    public void A_dividend_lowers_buy_limits_and_sell_stops()
    {
        var orders = new List<Order>();
        Run(Dividend(2), [100, 100, 98], (0, s => orders.AddRange([s.Limit(Side.Buy, "X", 1, 90), s.Limit(Side.Sell, "X", 1, 110), s.Stop(Side.Sell, "X", 1, 80), s.Stop(Side.Buy, "X", 1, 120)])));
        Assert.Equal([88m, 110m, 78m, 120m], orders.Select(o => o.LimitPrice ?? o.StopPrice));
    }

    [Fact]
    public void An_adjusted_history_joins_on_without_looking_ahead()
    {
        var raw = new List<string>();
        var adjusted = new List<string>();
        new Scene(Bars.With([Split(2)], 100, 104, 52, 53)).Run(s =>
        {
            var plain = s.History("X", 4);
            var joined = s.History("X", 4, adjusted: true);
            s.OnBar("X", _ =>
            {
                raw.Add(string.Join(' ', Enumerable.Range(0, plain.Count).Select(i => plain[i].Close)));
                adjusted.Add(string.Join(' ', Enumerable.Range(0, joined.Count).Select(i => joined[i].Close)));
            });
        });
        Assert.Equal(["100", "104 100", "52 104 100", "53 52 104 100"], raw);
        Assert.Equal(["100", "104 100", "52 52 50", "53 52 52 50"], adjusted);
        var afterDividend = new List<double>();
        new Scene(Bars.With([Dividend(2)], 100, 100, 98)).Run(s =>
        {
            var joined = s.History("X", 3, adjusted: true);
            s.OnBar("X", _ => afterDividend.Add(joined[joined.Count - 1].Close));
        });
        Assert.Equal([100, 100, 98], afterDividend);
    }
}
