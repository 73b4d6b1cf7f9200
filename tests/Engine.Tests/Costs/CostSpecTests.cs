using StrategyHost.Engine.Costs;

namespace StrategyHost.Engine.Tests.Costs;

public sealed class CostSpecTests
{
    [Theory]
    [InlineData("0", 100, 50, 0)]
    [InlineData("0.1%", 100, 50, 5)]
    [InlineData("0.005/share", 100, 50, 0.5)]
    [InlineData("0.005/share:min=1", 100, 50, 1)]
    [InlineData("0.005/share:min=1", 1000, 50, 5)]
    [InlineData("1/order", 100, 50, 1)]
    [InlineData(" 0.05% ", 10, 1000, 5)]
    public void Commission_of_a_fill(string spec, decimal quantity, decimal price, decimal expected) =>
        Assert.Equal(expected, CommissionSpec.Parse(spec).Of(quantity, price, multiplier: 1));

    [Fact]
    public void Percent_commission_counts_the_multiplier() => Assert.Equal(250, CommissionSpec.Parse("0.1%").Of(1, 5000, multiplier: 50));

    [Theory]
    [InlineData("5")]
    [InlineData("abc")]
    [InlineData("1/lot")]
    [InlineData("-1%")]
    [InlineData("0.005/share:max=1")]
    public void A_commission_that_is_not_known_says_what_is(string spec) =>
        Assert.Contains("write 0, 0.1%, 0.005/share", Assert.Throws<FormatException>(() => CommissionSpec.Parse(spec)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0", typeof(NoSlippage))]
    [InlineData("5bps", typeof(BasisPointSlippage))]
    [InlineData("0.01", typeof(PriceSlippage))]
    [InlineData("1tick", typeof(TickSlippage))]
    [InlineData("2ticks", typeof(TickSlippage))]
    public void Slippage_is_read_in_its_units(string spec, Type expected) => Assert.IsType(expected, SlippageSpec.Parse(spec));

    [Theory]
    [InlineData("1%")]
    [InlineData("bps")]
    [InlineData("-1")]
    public void A_slippage_that_is_not_known_says_what_is(string spec) =>
        Assert.Contains("write 0, 5bps, 0.01 (price units) or 1tick", Assert.Throws<FormatException>(() => SlippageSpec.Parse(spec)).Message, StringComparison.Ordinal);
}
