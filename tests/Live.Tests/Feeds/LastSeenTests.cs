using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Feeds;

namespace StrategyHost.Live.Tests.Feeds;

public sealed class LastSeenTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static LiveEvent Bar(string symbol, int minute, int cameAt) => new(Start.AddMinutes(cameAt),
        [new LiveBar(symbol, new Bar(Start.AddMinutes(minute - 1), Start.AddMinutes(minute), 1, 1, 1, 1, 1))]);

    [Fact]
    public void Before_the_first_bar_it_is_the_start_of_the_session()
    {
        var seen = LastSeen.Of(Start, [new LiveEvent(Start.AddMinutes(3), [])]);
        Assert.Equal(Start, seen.Time);
        Assert.Empty(seen.Symbols);
    }

    [Fact]
    public void Times_and_commands_after_the_last_bar_do_not_count()
    {
        var seen = LastSeen.Of(Start, [
            new LiveEvent(Start.AddMinutes(5), []), new LiveEvent(Start.AddMinutes(4), [], SessionCommand.Halt), Bar("B", 4, 4),
            new LiveEvent(Start.AddMinutes(4), []), Bar("A", 4, 4), Bar("C", 3, 3)]);
        Assert.Equal(Start.AddMinutes(4), seen.Time);
        Assert.Equal(["A", "B"], seen.Symbols.Order());
    }

    [Fact]
    public void A_bar_that_came_late_counts_with_its_own_end() =>
        Assert.Equal(Start.AddMinutes(4), LastSeen.Of(Start, [Bar("A", 4, 6)]).Time);
}
