using StrategyHost.Live.Brokers;

namespace StrategyHost.Live.Tests.Brokers;

public sealed class OutageTests
{
    private readonly HandClock clock = new();
    private readonly List<(string Text, bool IsOver)> told = [];
    private readonly Outage outage;

    public OutageTests() => outage = new Outage(clock, (text, isOver) => told.Add((text, isOver)));

    private void FailAfter(double seconds)
    {
        clock.Now += TimeSpan.FromSeconds(seconds);
        outage.Fail("nobody is there.");
    }

    [Fact]
    public void What_the_next_attempt_mends_is_not_told()
    {
        FailAfter(0);
        FailAfter(4.9);
        outage.End();
        FailAfter(4.9);
        Assert.Empty(told);
    }

    [Fact]
    public void It_is_told_after_a_while_again_now_and_then_and_its_end_once()
    {
        FailAfter(0);
        FailAfter(5);
        Assert.Equal(("the broker has not answered for 5 s, and is asked again and again: nobody is there", false), Assert.Single(told));
        FailAfter(599.9);
        Assert.Single(told);
        FailAfter(0.1);
        Assert.Equal(2, told.Count);
        Assert.Contains("for 605 s", told[1].Text, StringComparison.Ordinal);
        clock.Now += TimeSpan.FromSeconds(5);
        outage.End();
        outage.End();
        Assert.Equal(("the broker answers again, after 610 s", true), told[^1]);
        Assert.Equal(3, told.Count);
    }

    [Fact]
    public void A_new_one_has_its_own_while()
    {
        FailAfter(0);
        FailAfter(5);
        outage.End();
        FailAfter(1);
        Assert.Equal(2, told.Count);
        FailAfter(5);
        Assert.Equal(3, told.Count);
    }
}
