using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Tests.Supervision;
using StrategyHost.Live.Feeds;

namespace StrategyHost.Live.Tests.Feeds;

public sealed class ReplaySourceTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly HandTime time = new();

    private static BarSeries Series(string symbol, params int[] minutes)
    {
        var ends = minutes.Select(m => Start.AddMinutes(m).Ticks).ToArray();
        var starts = ends.Select(e => e - TimeSpan.TicksPerMinute).ToArray();
        var prices = minutes.Select(m => (double)m).ToArray();
        return new BarSeries(new Instrument { Symbol = symbol }, new PlainCalendar(), Resolution.Minute, starts, ends, prices, prices,
            prices, prices, prices);
    }

    private ReplaySource Source(double? speed, DateTime after, params BarSeries[] series) => new(series, after, speed, time);

    private static IEnumerable<string> Shown(IEnumerable<Engine.Runs.Live.LiveEvent> events) =>
        events.Select(e => $"{(e.Time - Start).TotalMinutes} {string.Join(' ', e.Bars.Select(b => b.Symbol))}");

    [Fact]
    public void Bars_that_end_together_are_one_event()
    {
        var source = Source(null, Start, Series("A", 1, 2, 4), Series("B", 2, 3, 4));
        Assert.Equal(["1 A", "2 A B", "3 B"], Shown(source.Take(3)));
        Assert.Equal(["4 A B"], Shown(source.Take(3)));
        Assert.Empty(source.Take(3));
    }

    [Fact]
    public void It_goes_on_after_a_time() =>
        Assert.Equal(["3 B", "4 A B"], Shown(Source(null, Start.AddMinutes(2), Series("A", 1, 2, 4), Series("B", 2, 3, 4)).Take(9)));

    [Fact]
    public void Bars_come_at_their_pace()
    {
        var source = Source(60, Start, Series("A", 1, 2, 4));
        time.Pass(2.5);
        Assert.Equal(["1 A", "2 A"], Shown(source.Take(9)));
        Assert.Empty(source.Take(9));
        Assert.False(source.IsOver);
        Assert.Equal(TimeSpan.FromSeconds(1.5), source.DueIn);
        time.Pass(1.5);
        Assert.Equal(["4 A"], Shown(source.Take(9)));
        Assert.True(source.IsOver);
        Assert.Null(source.DueIn);
    }

    [Fact]
    public void As_fast_as_can_be_there_is_nothing_to_wait_for() =>
        Assert.Equal(TimeSpan.Zero, Source(null, Start, Series("A", 1, 2, 4)).DueIn);
}
