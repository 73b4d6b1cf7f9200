using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Accounts;

/// <summary>An instrument in euros in an account in dollars.</summary>
public sealed class CurrencyTests
{
    private static readonly Instrument Sap = new() { Symbol = "X", Currency = "EUR", Multiplier = 2 };

    private static BacktestResult Run(string pair, double[] rates, double[] prices, params (int, Action<ScriptedStrategy>)[] acts)
    {
        var bars = Bars.Of(Sap, new PlainCalendar(), Resolution.Day, Bars.Monday, [.. prices.Select(p => (p, p, p, p))]);
        var rate = Bars.Of(pair, Resolution.Day, Bars.Monday, [.. rates.Select(p => (p, p, p, p))]);
        var settings = new BacktestSettings { Cash = 10_000, Commission = new PerOrderCommission(5) };
        return new Backtest(settings, new BarSources(_ => bars, symbol => symbol == pair ? rate : null), new SilentLog()).Run(
            new ScriptedStrategy(s =>
            {
                int bar = -1;
                s.OnBar("X", _ =>
                {
                    bar++;
                    foreach (var act in acts.Where(a => a.Item1 == bar)) act.Item2(s);
                });
            }),
            null, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("EURUSD", 1.2, 1.25)]
    [InlineData("USDEUR", 1 / 1.2, 0.8)]
    public void Money_is_converted_at_the_latest_rate(string pair, double first, double last)
    {
        // 10 at 100 euros, times 2, at 1.20: 2,400 dollars and 6 of commission. At 110 and 1.25 they are worth 2,750.
        var result = Run(pair, [first, first, last], [100, 100, 110], (0, s => s.Buy("X", 10)));
        Assert.Equal(10_000 - 2406, result.Account.Portfolio.Cash, 6);
        Assert.Equal(6, result.Account.Portfolio.Commission, 6);
        Assert.Equal(10_000 - 2406 + 2750, result.Equity.Latest.Equity, 6);
        Assert.Equal(10_000 - 2406 + 2750, result.Account.Portfolio.Equity, 6);
        Assert.Equal(["X"], result.Instruments.Select(i => i.Symbol));
    }

    [Fact]
    public void Sizes_and_limits_are_in_the_account_s_currency()
    {
        var result = Run("EURUSD", [1.2, 1.2], [100, 100], (0, s => s.TargetPercent("X", 0.6)), (0, s => s.Buy("X", 20)));
        Assert.Equal(25, result.Orders[0].Quantity);
        Assert.Equal(DenialCode.BuyingPower, result.Orders[1].Denial!.Code);
        Assert.Contains("needs 4806.00 USD, the account has 3994.00", result.Orders[1].Denial!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profit_counts_what_the_rate_did_meanwhile()
    {
        // 20 for 100 euros at 1.20 are 2,400 dollars; for 110 at 1.50 they are 3,300. Commission is 5 euros at either rate.
        var result = Run("EURUSD", [1.2, 1.2, 1.5], [100, 100, 110], (0, s => s.Buy("X", 10)), (1, s => s.Sell("X", 10)));
        var trip = Assert.Single(result.RoundTrips);
        Assert.Equal(900, trip.GrossProfit, 6);
        Assert.Equal(900 - 6 - 7.5m, trip.NetProfit, 6);
        Assert.Equal(result.Account.Portfolio.Equity - 10_000, trip.NetProfit, 6);
    }

    [Fact]
    public void A_rate_alone_makes_a_profit_or_a_loss_of_a_trade_at_one_price()
    {
        var sold = Run("EURUSD", [1.2, 1.2, 1.0], [100, 100, 100], (0, s => s.Sell("X", 10)), (1, s => s.Buy("X", 10)));
        Assert.Equal(400, Assert.Single(sold.RoundTrips).GrossProfit, 6);
        Assert.Equal(400, sold.RoundTrips[0].FavourableExcursion, 6);
        var bought = Run("EURUSD", [1.2, 1.2, 1.0], [100, 100, 100], (0, s => s.Buy("X", 10)), (1, s => s.Sell("X", 10)));
        Assert.Equal(-400, Assert.Single(bought.RoundTrips).GrossProfit, 6);
        Assert.Equal(-400, bought.RoundTrips[0].AdverseExcursion, 6);
    }

    [Fact]
    public void Without_a_rate_nothing_is_traded_and_without_a_pair_nothing_runs()
    {
        var bars = Bars.Of(Sap, new PlainCalendar(), Resolution.Day, Bars.Monday, (100, 100, 100, 100), (100, 100, 100, 100));
        var late = Bars.Of("EURUSD", Resolution.Day, Bars.Monday.AddDays(1), (1.2, 1.2, 1.2, 1.2));
        var result = new Backtest(new BacktestSettings(), new BarSources(_ => bars, p => p == "EURUSD" ? late : null), new SilentLog())
            .Run(new ScriptedStrategy(s => s.OnBar("X", _ => s.Buy("X", 1))), null, TestContext.Current.CancellationToken);
        Assert.Equal([OrderStatus.Denied, OrderStatus.Accepted], result.Orders.Select(o => o.Status));
        Assert.Contains("no rate yet between EUR", result.Orders[0].Denial!.Message, StringComparison.Ordinal);
        var problem = Assert.Throws<SetupException>(() => new Backtest(new BacktestSettings(), _ => bars, new SilentLog())
            .Run(new ScriptedStrategy(s => s.Use("X")), null, TestContext.Current.CancellationToken));
        Assert.Contains("give data for EURUSD or USDEUR, or run it with --currency EUR", problem.Message, StringComparison.Ordinal);
    }
}
