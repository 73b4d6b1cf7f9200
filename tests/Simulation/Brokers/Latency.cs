namespace StrategyHost.Simulation.Brokers;

/// <summary>How long a message is on its way: mostly a little, and sometimes very long.</summary>
/// <param name="Typical">The mean.</param>
/// <param name="TailChance">How probable a long one is, 0 to 1.</param>
/// <param name="Tail">How long a long one is at the most.</param>
internal sealed record Latency(TimeSpan Typical, double TailChance, TimeSpan Tail)
{
    /// <summary>A few milliseconds.</summary>
    public static Latency Short { get; } = new(TimeSpan.FromMilliseconds(20), 0, TimeSpan.Zero);

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    /// <summary>Draws one, at least a millisecond: no answer comes in no time.</summary>
    public TimeSpan Draw(Dice dice) =>
        Least + (TailChance > 0 && dice.Chance(TailChance) ? dice.Between(Typical, Tail) : dice.Around(Typical));
}
