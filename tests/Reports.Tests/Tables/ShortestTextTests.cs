using System.Globalization;
using System.Text;
using StrategyHost.Reports.Tables;

namespace StrategyHost.Reports.Tests.Tables;

/// <summary>The framework says what the shortest text of a number is.</summary>
public sealed class ShortestTextTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(0.1)]
    [InlineData(-0.3)]
    [InlineData(5e-324)]
    [InlineData(1e-4)]
    [InlineData(9.999999999999999e-5)]
    [InlineData(0.00010000000000000002)]
    [InlineData(1e15)]
    [InlineData(999999999999999.9)]
    [InlineData(123456789.125)]
    [InlineData(100000)]
    [InlineData(9007199254740993)]
    [InlineData(1.00000762939453125)]
    [InlineData(1.7976931348623157e308)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_has_the_frameworks_text(double number) => Check(number);

    [Fact]
    public void A_zero_keeps_its_sign() => Check(-0.0);

    [Fact]
    public void Powers_of_two_and_their_neighbours_have_the_frameworks_text()
    {
        for (int power = -20; power < 60; power++)
        {
            double number = Math.Pow(2, power);
            Check(number);
            Check(Math.BitIncrement(number));
            Check(Math.BitDecrement(number));
        }
    }

    /// <summary>Numbers with few digits behind the binary point lie halfway between two decimal ones now and then.</summary>
    [Fact]
    public void Numbers_halfway_between_two_decimal_ones_have_the_frameworks_text()
    {
        for (int power = 1; power <= 40; power++)
        {
            for (int odd = 1; odd < 2000; odd += 2) Check((odd % 9) + (odd / Math.Pow(2, power)));
        }
    }

    [Fact]
    public void Random_numbers_have_the_frameworks_text()
    {
        var random = new Random(11);
        for (int i = 0; i < 200_000; i++)
        {
            double size = Math.Pow(10, (random.NextDouble() * 22) - 6);
            Check(random.NextDouble() * size);
            Check(-Math.Round(random.NextDouble() * 1e6, random.Next(8)));
            Check(BitConverter.Int64BitsToDouble(random.NextInt64()));
        }
    }

    private static void Check(double number)
    {
        Span<byte> text = stackalloc byte[ShortestText.Longest];
        int length = ShortestText.Write(number, text);
        string written = Encoding.ASCII.GetString(text[..length]);
        string expected = number.ToString("R", CultureInfo.InvariantCulture);
        if (written != expected) Assert.Fail($"{expected} was written as {written}.");
    }
}
