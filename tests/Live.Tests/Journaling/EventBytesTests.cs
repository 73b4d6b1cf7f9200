using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Tests.Journaling;

public sealed class EventBytesTests
{
    private static readonly DateTime Noon = new(2024, 1, 2, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Bar Late = new(Noon.AddMinutes(-2), Noon.AddMinutes(-1), 1, 3, 0.5, 2, 7);

    [Fact]
    public void A_bar_that_came_late_keeps_its_end()
    {
        var happened = new LiveEvent(Noon, [new LiveBar("A", Late), new LiveBar("B", Late with { Close = 3 })]);
        var read = EventBytes.Read(Noon, EventBytes.Of(happened));
        Assert.Equal(happened.Bars, read.Bars);
        Assert.Equal(Noon, read.Time);
    }

    [Fact]
    public void Bars_of_an_older_journal_ended_at_the_time_of_their_event()
    {
        var bytes = EventBytes.Of(new LiveEvent(Noon, [new LiveBar("A", Late with { End = Noon })]));
        var read = EventBytes.Read(Noon, bytes[..^sizeof(long)]);
        Assert.Equal(Late with { End = Noon }, Assert.Single(read.Bars).Bar);
    }
}
