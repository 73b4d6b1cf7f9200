namespace StrategyHost.Simulation.Hosts;

/// <summary>A failing seed is made smaller as long as it fails in the same way.</summary>
public sealed class ShrinkerTests
{
    private static readonly SeedPlan Busy = Enumerable.Range(1, 500).Select(s => SeedDraw.Draw((ulong)s))
        .First(p => p.Events.Count > 5 && p.Deployments.Count == 3 && p.Events.Any(e => e.Action is Kill));

    [Fact]
    public void What_a_planted_fault_does_not_need_is_left_out()
    {
        string needed = Busy.Events.First(e => e.Action is Kill).Name;
        var shrinker = new Shrinker(plan => Planted(plan, needed));
        var (plan, broken) = shrinker.Shrink(Busy, Planted(Busy, needed)!);
        Assert.Equal("planted", broken.Invariant);
        Assert.Equal([needed], plan.Events.Select(e => e.Name));
        Assert.Single(plan.Deployments);
        Assert.Equal([needed], SeedParts.Of(plan));
    }

    [Fact]
    public void Another_failure_is_not_taken_for_the_same()
    {
        var shrinker = new Shrinker(_ => new Violation("another", "", TimeSpan.Zero, 0));
        var (plan, _) = shrinker.Shrink(Busy, new Violation("planted", "", TimeSpan.Zero, 0));
        Assert.Equal(SeedParts.Of(Busy), SeedParts.Of(plan));
    }

    /// <summary>A broker that fills what it has cancelled is a fault of the real path's surroundings that every invariant of orders
    /// sees.</summary>
    [Fact]
    public void What_is_left_out_repeats_the_failure()
    {
        string needed = Busy.Events.First(e => e.Action is Kill).Name;
        var shrinker = new Shrinker(plan => Planted(plan, needed));
        var (smaller, _) = shrinker.Shrink(Busy, Planted(Busy, needed)!);
        var again = shrinker.Without.Aggregate(Busy, SeedParts.Without) with { Length = smaller.Length };
        Assert.Equal(SeedParts.Of(smaller), SeedParts.Of(again));
        Assert.NotNull(Planted(again, needed));
    }

    [Fact]
    public void Every_part_can_be_left_out()
    {
        for (ulong seed = 1; seed <= 200; seed++)
        {
            var plan = SeedDraw.Draw(seed);
            foreach (var part in SeedParts.Of(plan))
            {
                Assert.StartsWith(part, SeedParts.Describe(plan, part), StringComparison.Ordinal);
                Assert.DoesNotContain(part, SeedParts.Of(SeedParts.Without(plan, part)));
            }
        }
    }

    private static Violation? Planted(SeedPlan plan, string needed) =>
        plan.Events.Any(e => e.Name == needed && e.At < plan.Length)
            ? new Violation("planted", "", plan.Events.First(e => e.Name == needed).At, 1) : null;
}
