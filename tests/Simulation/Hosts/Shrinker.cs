namespace StrategyHost.Simulation.Hosts;

/// <summary>
/// Makes the plan of a failing seed smaller: parts are left out one by one, and the time is shortened, as long as the same invariant still
/// fails. What is
/// left is what the failure needs.
/// </summary>
/// <param name="play">Plays a plan: what does not hold first, or null.</param>
internal sealed class Shrinker(Func<SeedPlan, Violation?> play)
{
    private const int MostRounds = 4;
    private static readonly double[] Shorter = [0.25, 0.5, 0.75, 0.9];
    private readonly List<string> without = [];

    /// <summary>The parts that were left out.</summary>
    public IReadOnlyList<string> Without => without;

    /// <summary>Makes a plan smaller.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="broken">What does not hold in it.</param>
    /// <returns>The smaller plan, and what does not hold in it.</returns>
    public (SeedPlan Plan, Violation Broken) Shrink(SeedPlan plan, Violation broken)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            int before = without.Count;
            var length = plan.Length;
            (plan, broken) = Shorten(plan, broken);
            foreach (var part in SeedParts.Of(plan))
            {
                // The last deployment is no part any more: a plan has one at least.
                if (!SeedParts.Of(plan).Contains(part)) continue;
                var smaller = SeedParts.Without(plan, part);
                if (play(smaller) is not { } still || still.Invariant != broken.Invariant) continue;
                (plan, broken) = (smaller, still);
                without.Add(part);
            }

            if (without.Count == before && plan.Length == length) break;
        }

        return (plan, broken);
    }

    private (SeedPlan Plan, Violation Broken) Shorten(SeedPlan plan, Violation broken)
    {
        foreach (var length in Shorter.Select(s => TimeSpan.FromSeconds(Math.Ceiling(plan.Length.TotalSeconds * s)))
            .Prepend(TimeSpan.FromSeconds(Math.Ceiling(broken.At.TotalSeconds))))
        {
            if (length >= plan.Length) continue;
            var smaller = plan with { Length = length };
            if (play(smaller) is { } still && still.Invariant == broken.Invariant) return (smaller, still);
        }

        return (plan, broken);
    }
}
