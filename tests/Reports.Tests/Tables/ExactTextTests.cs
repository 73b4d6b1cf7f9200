using System.Globalization;
using System.Text;
using StrategyHost.Reports.Tables;

namespace StrategyHost.Reports.Tests.Tables;

public sealed class ExactTextTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("0.1")]
    [InlineData("-0.05")]
    [InlineData("100")]
    [InlineData("100.000")]
    [InlineData("1373.150")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-7.9228162514264337593543950335")]
    [InlineData("12345678901234567890.1234500")]
    public void A_number_is_written_without_trailing_zeros(string text)
    {
        decimal number = decimal.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(number.ToString("0.############################", CultureInfo.InvariantCulture), Written(number));
    }

    [Fact]
    public void Whatever_is_written_reads_back_as_the_same()
    {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            var number = new decimal(random.Next(), i % 3 == 0 ? random.Next() : 0, i % 7 == 0 ? random.Next() : 0, i % 2 == 0,
                (byte)random.Next(29));
            Assert.Equal(number, decimal.Parse(Written(number), CultureInfo.InvariantCulture));
        }
    }

    private static string Written(decimal number)
    {
        var text = new byte[ExactText.Longest];
        return Encoding.ASCII.GetString(text, 0, ExactText.Write(number, text));
    }
}
