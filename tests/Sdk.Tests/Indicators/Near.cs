namespace StrategyHost.Sdk.Tests.Indicators;

/// <summary>Equality of measured numbers to a relative 1e-9, of small ones relative to a floor; NaN equals NaN.</summary>
internal static class Near
{
    private const double Tolerance = 1e-9;

    public static void Equal(double expected, double actual, string what, double floor = 1e-3)
    {
        if (double.IsNaN(expected) && double.IsNaN(actual)) return;
        double allowed = Tolerance * Math.Max(Math.Abs(expected), floor);
        Assert.True(Math.Abs(expected - actual) <= allowed, $"{what}: expected {expected:R}, was {actual:R}");
    }
}
