using StrategyHost.Engine.Costs;

namespace StrategyHost.Engine.Tests.Costs;

public sealed class CostSpecTests
{
    private static decimal Charge(string spec, decimal quantity, decimal price, Side side = Side.Buy, Liquidity liquidity = Liquidity.Taker,
        string date = "2024-06-03", decimal multiplier = 1, decimal monthQuantity = 0) =>
        CommissionSpec.Parse(spec).Of(new Deal(new Instrument { Symbol = "X", Multiplier = multiplier }, side, quantity, price, liquidity,
            DateTime.Parse(date, System.Globalization.CultureInfo.InvariantCulture), monthQuantity));

    [Theory]
    [InlineData("0", 100, 50, 0)]
    [InlineData("0.1%", 100, 50, 5)]
    [InlineData("0.005/share", 100, 50, 0.5)]
    [InlineData("0.005/share:min=1", 100, 50, 1)]
    [InlineData("0.005/share:min=1", 1000, 50, 5)]
    [InlineData("0.005/share:min=1:max=1%", 10, 0.5, 0.05)]
    [InlineData("1/order", 100, 50, 1)]
    [InlineData(" 0.05% ", 10, 1000, 5)]
    [InlineData("0.1%+1/order", 100, 50, 6)]
    public void Commission_of_a_fill(string spec, decimal quantity, decimal price, decimal expected) =>
        Assert.Equal(expected, Charge(spec, quantity, price));

    [Fact]
    public void Percent_commission_counts_the_multiplier() => Assert.Equal(250, Charge("0.1%", 1, 5000, multiplier: 50));

    [Theory]
    [InlineData(0, 500, 2.50)] // all of it at the first rate
    [InlineData(800, 500, 1.60)] // 200 at 0.005, 300 at 0.002
    [InlineData(5000, 500, 0.50)] // all of it at the last rate
    [InlineData(900, 2000, 3.40)] // 100 at 0.005, 1,000 at 0.002, 900 at 0.001
    public void Tiers_lower_the_rate_within_a_month(decimal before, decimal quantity, decimal expected) =>
        Assert.Equal(expected, Charge("0.005/share:tier=1000@0.002:tier=2000@0.001", quantity, 50, monthQuantity: before));

    [Fact]
    public void Makers_and_takers_pay_differently()
    {
        Assert.Equal(5, Charge("maker=0.02%:taker=0.05%", 100, 100));
        Assert.Equal(2, Charge("maker=0.02%:taker=0.05%", 100, 100, liquidity: Liquidity.Maker));
        Assert.Equal(-1, Charge("maker=-0.01%:taker=0.05%", 100, 100, liquidity: Liquidity.Maker));
    }

    [Theory]
    [InlineData("us-equities", Side.Buy, "2024-06-03", 1000, 100, 0)]
    [InlineData("us-equities", Side.Sell, "2024-06-03", 1000, 100, 2.95)] // 27.80 a million of 100,000 = 2.78; 1,000 × 0.000166 = 0.17
    [InlineData("us-equities", Side.Sell, "2024-05-21", 1000, 100, 0.97)] // 8.00 a million
    [InlineData("us-equities", Side.Sell, "2025-06-02", 100_000, 10, 8.30)] // no Section 31 fee; the activity fee at its most
    [InlineData("hong-kong", Side.Buy, "2025-07-02", 1000, 400.5, 451.86)] // 401 stamp duty; 0.0127 % of 400,500
    [InlineData("hong-kong", Side.Sell, "2024-06-03", 100, 10, 3.09)] // 1 stamp duty; levies of 0.085; settlement at its least of 2
    [InlineData("china-a", Side.Buy, "2024-06-03", 100, 10, 5.01)]
    [InlineData("china-a", Side.Sell, "2024-06-03", 10_000, 10, 76)] // 25 broker, 50 stamp duty, 1 transfer
    [InlineData("china-a", Side.Sell, "2023-08-25", 10_000, 10, 126)] // stamp duty was twice as much
    [InlineData("binance", Side.Buy, "2024-06-03", 1, 60_000, 60)]
    [InlineData("okx", Side.Sell, "2024-06-03", 1, 60_000, 90)]
    [InlineData("bybit", Side.Sell, "2024-06-03", 1, 60_000, 60)]
    public void Presets_charge_by_the_rules_of_the_day(string preset, Side side, string date, decimal quantity, decimal price,
        decimal expected) =>
        Assert.Equal(expected, Charge(preset, quantity, price, side, date: date));

    [Theory]
    [InlineData("5")]
    [InlineData("abc")]
    [InlineData("1/lot")]
    [InlineData("-1%")]
    [InlineData("0.005/share:max=1")]
    [InlineData("0.005/share:tier=5")]
    [InlineData("0.005/share:tier=10@1:tier=5@1")]
    [InlineData("maker=1%")]
    [InlineData("us-equities+")]
    public void A_commission_that_is_not_known_says_what_is(string spec) =>
        Assert.Contains("write 0, 0.1%, 0.005/share", Assert.Throws<FormatException>(() => CommissionSpec.Parse(spec)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("0", typeof(NoSlippage))]
    [InlineData("5bps", typeof(BasisPointSlippage))]
    [InlineData("0.01", typeof(PriceSlippage))]
    [InlineData("1tick", typeof(TickSlippage))]
    [InlineData("2ticks", typeof(TickSlippage))]
    [InlineData("0.1volume", typeof(VolumeShareSlippage))]
    [InlineData("1sqrt", typeof(SquareRootSlippage))]
    public void Slippage_is_read_in_its_units(string spec, Type expected) => Assert.IsType(expected, SlippageSpec.Parse(spec));

    [Theory]
    [InlineData("1%")]
    [InlineData("bps")]
    [InlineData("-1")]
    public void A_slippage_that_is_not_known_says_what_is(string spec) =>
        Assert.Contains("write 0, 5bps, 0.01 (price units), 1tick, 0.5spread, 0.1volume or 1sqrt",
            Assert.Throws<FormatException>(() => SlippageSpec.Parse(spec)).Message, StringComparison.Ordinal);
}
