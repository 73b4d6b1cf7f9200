namespace StrategyHost.Simulation.Hosts;

/// <summary>The real order path in virtual time, against a broker, a network, a disk and a clock that fail.</summary>
public sealed class SeedRunTests
{
    private const ulong Seeds = 2000;

    [Fact]
    public void What_must_hold_holds_in_every_seed()
    {
        var failures = SeedRunner.Play(from: 1, Seeds, threads: 2);
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures.OrderBy(f => f.Key).Take(10).Select(f => $"seed {f.Key}: {f.Value}")));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(181)]
    [InlineData(3578)]
    public void A_seed_repeats_exactly(ulong seed) => Assert.Equal(TraceOf(seed), TraceOf(seed));

    /// <summary>Seeds in which the first versions of the order path failed, each with what was wrong.</summary>
    [Theory]
    [InlineData(2, "an order that was sent again with new terms waited for an answer for ever")]
    [InlineData(181, "a target was reached by selling what a buy order on its way had not bought")]
    [InlineData(499, "a target counted a market order whose cancellation was on its way")]
    [InlineData(1204, "an order that a restarted broker did not find by its id was sent again, though it worked")]
    [InlineData(2536, "the first of two orders that cancel each other was made anew after the second had been undone")]
    [InlineData(3578, "the same, without end")]
    public void What_failed_once_holds(ulong seed, string was) => Assert.True(SeedRunner.Play(seed) is null, was);

    private static ulong TraceOf(ulong seed)
    {
        var run = new SeedRun(SeedPlan.Draw(seed), isTraced: true);
        run.Play();
        return run.World.Trace.Hash;
    }
}
