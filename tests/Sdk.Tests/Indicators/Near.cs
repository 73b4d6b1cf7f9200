namespace StrategyHost.Sdk.Tests.Indicators;

/// <summary>Equality of measured numbers to a relative 1e-9; NaN equals NaN.</summary>
internal static class Near
{
    private const double Tolerance = 1e-9;

    public static void Equal(double expected, double actual, string what)
    {
        if (double.IsNaN(expected) && double.IsNaN(actual)) return;
        double allowed = Tolerance * Math.Max(Math.Abs(expected), 1e-3);
        Assert.True(Math.Abs(expected - actual) <= allowed, $"{what}: expected {expected:R}, was {actual:R}");
    }
}
