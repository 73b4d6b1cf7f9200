using System.Globalization;
using System.Text;
using StrategyHost.Reports.Tables;

namespace StrategyHost.Reports.Tests.Tables;

public sealed class LatestNumberTests
{
    [Fact]
    public void Each_number_has_its_own_text_whatever_came_before()
    {
        double[] numbers =
            [0, 0.0, -0.0, 0, 100_000, 100_000, 0.1, double.NaN, double.NaN, 1, double.Epsilon, double.MinValue, double.MinValue, -1.5e-7];
        var latest = new LatestNumber();
        foreach (double number in numbers)
        {
            var text = new byte[ShortestText.Longest];
            int length = latest.Write(number, text);
            Assert.Equal(number.ToString("R", CultureInfo.InvariantCulture), Encoding.UTF8.GetString(text, 0, length));
        }
    }
}
