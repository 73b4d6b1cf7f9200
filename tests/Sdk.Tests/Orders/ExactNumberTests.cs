namespace StrategyHost.Sdk.Tests.Orders;

/// <summary>Quantities and prices of scripts become exact.</summary>
public sealed class ExactNumberTests
{
    [Fact]
    public void A_measured_number_becomes_the_decimal_that_it_prints_as()
    {
        Quantity quantity = 0.1;
        Price price = 1373.1498;
        Assert.Equal((0.1m, 1373.1498m), (quantity.Value, price.Value));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void A_number_that_is_none_is_refused(double number)
    {
        Assert.Throws<ArgumentException>(() => (Quantity)number);
        Assert.Throws<ArgumentException>(() => (Price)number);
    }

    [Fact]
    public void Whole_and_exact_numbers_stay_what_they_are()
    {
        Quantity whole = 5, wide = 5_000_000_000L, exact = 0.25m;
        Price points = 5, fine = 0.25m;
        Assert.Equal([5m, 5_000_000_000m, 0.25m, 5m, 0.25m], [whole.Value, wide.Value, exact.Value, points.Value, fine.Value]);
    }
}
