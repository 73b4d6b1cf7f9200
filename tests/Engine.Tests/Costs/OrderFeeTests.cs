using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Tests.Costs;

/// <summary>What is charged for an order that fills in parts is what it costs whole.</summary>
public sealed class OrderFeeTests
{
    private static readonly DateTime Day = new(2024, 6, 3, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The charges of an order's fills, one after the other.</summary>
    private static List<decimal> Charges(string spec, Side side, decimal price, params decimal[] quantities)
    {
        var commission = CommissionSpec.Parse(spec);
        var charges = new List<decimal>();
        var traded = default(TradedSoFar);
        decimal month = 0;
        foreach (decimal quantity in quantities)
        {
            var deal = new Deal(new Instrument { Symbol = "X" }, side, quantity, price, Liquidity.Taker, Day, month) { Earlier = traded };
            charges.Add(commission.Of(in deal));
            traded = traded.With(in deal);
            month += quantity;
        }

        return charges;
    }

    [Theory]
    [InlineData("1/order")]
    [InlineData("0.1%+1/order")]
    [InlineData("0.005/share:min=1")]
    [InlineData("0.005/share:min=1:max=0.01%")]
    [InlineData("0.0035/share:min=0.35:tier=300@0.002")]
    [InlineData("us-equities")]
    [InlineData("us-equities+0.005/share:min=1:max=1%")]
    [InlineData("hong-kong")]
    [InlineData("china-a")]
    [InlineData("maker=0.02%:taker=0.05%")]
    public void Parts_cost_together_what_the_whole_does(string spec)
    {
        foreach (var side in new[] { Side.Buy, Side.Sell })
        {
            foreach (decimal price in new[] { 0.37m, 10.03m, 401m })
            {
                decimal whole = Assert.Single(Charges(spec, side, price, 700));
                Assert.Equal(whole, Charges(spec, side, price, 100, 100, 500).Sum());
                Assert.Equal(whole, Charges(spec, side, price, [.. Enumerable.Repeat(1m, 700)]).Sum());
            }
        }
    }

    [Fact]
    public void An_amount_for_an_order_is_charged_once() => Assert.Equal([1m, 0m, 0m], Charges("1/order", Side.Buy, 100, 100, 100, 50));

    [Fact]
    public void A_minimum_is_used_up_before_more_is_charged() =>
        Assert.Equal([1m, 0m, 0.5m], Charges("0.005/share:min=1", Side.Buy, 100, 100, 100, 100));

    [Fact]
    public void A_maximum_grows_with_what_the_order_has_traded() =>
        Assert.Equal([0.5m, 0.5m, 0m],
            Charges("0.005/share:min=1:max=1%", Side.Buy, 0.5m, 100, 100, 0.0001m).Select(c => Math.Round(c, 2)));

    [Fact]
    public void A_least_fee_of_a_preset_is_of_the_order() => Assert.Equal([5.01m, 0.01m], Charges("china-a", Side.Buy, 10, 100, 100));

    [Fact]
    public void Stamp_duty_is_rounded_up_once_for_an_order() =>
        Assert.Equal(0.13m * 2, Charges("hong-kong", Side.Buy, 4, 100, 100).Sum() - 3, 0);

    [Fact]
    public void The_most_for_shares_is_of_the_order() =>
        Assert.Equal(Charges("us-equities", Side.Sell, 0.01m, 90_000).Single(),
            Charges("us-equities", Side.Sell, 0.01m, 30_000, 30_000, 30_000).Sum());

    [Fact]
    public void Each_fill_is_charged_at_the_rates_of_its_day()
    {
        // Stamp duty was 0.1 % up to 27 August 2023 and is 0.05 % since.
        var instrument = new Instrument { Symbol = "X" };
        var first = new Deal(instrument, Side.Sell, 1000, 10, Liquidity.Taker, new DateTime(2023, 8, 25, 0, 0, 0, DateTimeKind.Utc), 0);
        var second = new Deal(instrument, Side.Sell, 1000, 10, Liquidity.Taker, new DateTime(2023, 8, 28, 0, 0, 0, DateTimeKind.Utc), 1000)
        {
            Earlier = default(TradedSoFar).With(in first)
        };
        var commission = CommissionSpec.Parse("china-a");
        Assert.Equal(5 + 10 + 0.1m, commission.Of(in first));
        Assert.Equal(5 + 0.1m, commission.Of(in second));
    }

    private static BacktestResult Partly(string commission, params (int, Action<ScriptedStrategy>)[] acts)
    {
        var settings = new BacktestSettings
        {
            Commission = CommissionSpec.Parse(commission),
            Fills = new FillSettings { Participation = 0.1 }
        };
        return new Scene(Bars.Flat(100, 100, 100, 100, 100, 100, 100)) { Settings = settings }.OnBars(acts);
    }

    [Fact]
    public void An_order_that_fills_on_three_bars_pays_once()
    {
        var result = Partly("1/order", (0, s => s.Buy("X", 250)));
        Assert.Equal([1m, 0m, 0m], result.Fills.Select(f => f.Commission));
        Assert.Equal(1, result.Account.Portfolio.Commission);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(320)]
    public void An_order_whose_quantity_is_changed_while_it_fills_pays_once(int changed)
    {
        Order? order = null;
        var result = Partly("1/order", (0, s => order = s.Limit(Side.Buy, "X", 250, 100)), (1, s => s.Replace(order!, quantity: changed)));
        Assert.Equal(changed, result.Fills.Sum(f => f.Quantity));
        Assert.Equal(1, result.Account.Portfolio.Commission);
    }

    [Fact]
    public void Each_order_pays_for_itself()
    {
        // The venue uses the place of an order that has ended for a later one.
        var result = Partly("1/order", (0, s => s.Buy("X", 150)), (3, s => s.Sell("X", 150)));
        Assert.Equal([1m, 0m, 1m, 0m], result.Fills.Select(f => f.Commission));
    }

    [Fact]
    public void An_order_s_place_in_the_tiers_is_that_of_its_first_fill()
    {
        // Both orders of 150 get 50 of each bar's 100 at most when both are there: the first starts at 0, the second where the account
        // stood then.
        var result = Partly("0.01/share:tier=150@0.005", (0, s => s.Buy("X", 150)), (0, s => s.Buy("X", 150)));
        decimal Of(long order) => result.Fills.Where(f => f.OrderId == order).Sum(f => f.Commission);
        Assert.Equal(1.5m, Of(1));
        Assert.Equal(0.75m, Of(2));
    }
}
