namespace StrategyHost.Sdk.Tests.Markets;

public sealed class BarSeriesTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static BarSeries Series(int count, IDisposable? owner = null)
    {
        long[] Times(int shift) => [.. Enumerable.Range(shift, count).Select(i => Start.AddDays(i).Ticks)];
        double[] Numbers(double shift) => [.. Enumerable.Range(0, count).Select(i => i + shift)];
        return new BarSeries(new Instrument { Symbol = "X" }, null!, Resolution.Day, Times(0), Times(1), Numbers(1), Numbers(3),
            Numbers(0.5), Numbers(2), Numbers(7), owner);
    }

    [Fact]
    public void Bars_are_read_one_by_one_or_in_blocks()
    {
        var series = Series(5);
        Assert.Equal(new Bar(Start.AddDays(2), Start.AddDays(3), 3, 5, 2.5, 4, 9), series[2]);
        var block = new Bar[3];
        Assert.Equal(3, series.CopyTo(1, block));
        Assert.Equal([series[1], series[2], series[3]], block);
        Assert.Equal(1, series.CopyTo(4, block));
        Assert.Equal(0, series.CopyTo(5, block));
    }

    [Fact]
    public void The_first_bar_from_an_instant_on_is_found()
    {
        var series = Series(5);
        Assert.Equal([0, 0, 1, 2, 5], new[] { -5.0, 1, 1.5, 3, 9 }.Select(d => series.FirstEndingAtOrAfter(Start.AddDays(d))));
    }

    [Fact]
    public void Columns_of_different_lengths_are_refused() => Assert.Throws<ArgumentException>(() =>
        new BarSeries(new Instrument { Symbol = "X" }, null!, Resolution.Day, new long[2], new long[2], new double[2], new double[1],
            new double[2], new double[2], new double[2]));

    [Fact]
    public void Prices_of_a_bar_are_combined()
    {
        var bar = new Bar(Start, Start, 1, 5, 0.5, 2, 7);
        Assert.Equal((2.75, 2.5, 2.125, 4.5), (bar.Median, bar.Typical, bar.Average, bar.Range));
        var quote = new Quote(Start, 9, 1, 11, 1);
        Assert.Equal((10, 2), (quote.Mid, quote.Spread));
    }

    [Fact]
    public void Its_owner_goes_with_it()
    {
        using var stream = new MemoryStream();
        Series(1, stream).Dispose();
        Assert.False(stream.CanRead);
    }
}
