using System.Globalization;
using System.Text;
using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Tests.Csv;

public sealed class NumberTextTests
{
    private static double? Read(string text) => NumberText.TryParse(Encoding.UTF8.GetBytes(text), out double number) ? number : null;

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1373.15", 1373.15)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("-1.5", -1.5)]
    [InlineData("1e3", 1000)]
    [InlineData("123456789012345678901234567890", 1.2345678901234568e29)]
    [InlineData("0.1234567890123456789", 0.12345678901234568)]
    [InlineData("999999999999999", 999999999999999)]
    [InlineData("0.000000000000001", 1e-15)]
    public void Numbers_are_read_as_they_are_written(string text, double expected) => Assert.Equal(expected, Read(text));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("12a")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    public void What_is_no_number_is_not_read(string text) => Assert.Null(Read(text));

    [Fact]
    public void Every_number_is_the_double_that_is_nearest_to_it()
    {
        var random = new Random(11);
        for (int i = 0; i < 50_000; i++)
        {
            long digits = random.NextInt64(1_000_000_000_000_000);
            int decimals = random.Next(16);
            string text = digits.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
            text = decimals == 0 ? text : text.Insert(text.Length - decimals, ".");
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), Read(text));
        }
    }
}
