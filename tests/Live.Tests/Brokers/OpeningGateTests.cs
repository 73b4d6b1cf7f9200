using StrategyHost.Live.Brokers;

namespace StrategyHost.Live.Tests.Brokers;

public sealed class OpeningGateTests
{
    private readonly OpeningGate gate = new();

    [Fact]
    public async Task Nothing_passes_before_it_is_opened()
    {
        var turn = gate.EnterAsync("A");
        Assert.False(turn.IsCompleted);
        gate.Open(gate.Round);
        Assert.True(turn.IsCompleted && await turn);
    }

    [Fact]
    public void A_comparison_that_began_before_it_was_closed_does_not_open_it()
    {
        int round = gate.Round;
        gate.Close();
        gate.Open(round);
        Assert.False(gate.IsOpen);
        gate.Open(gate.Round);
        Assert.True(gate.IsOpen);
    }

    [Fact]
    public void No_more_than_so_many_are_inside_and_those_who_came_first_go_first()
    {
        gate.Open(gate.Round);
        var turns = Enumerable.Range(0, OpeningGate.MostInside + 2).Select(i => gate.EnterAsync($"{i}")).ToList();
        Assert.Equal(OpeningGate.MostInside, turns.Count(t => t.IsCompleted));
        gate.Leave();
        Assert.Equal([true, false], turns[OpeningGate.MostInside..].Select(t => t.IsCompleted));
    }

    [Fact]
    public async Task Who_is_withdrawn_is_told_and_does_not_go_in()
    {
        var (first, second) = (gate.EnterAsync("A"), gate.EnterAsync("B"));
        gate.Withdraw("A");
        gate.Open(gate.Round);
        Assert.True(first.IsCompleted && !await first);
        Assert.True(second.IsCompleted && await second);
    }
}
