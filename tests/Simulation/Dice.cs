namespace StrategyHost.Simulation;

/// <summary>
/// Random draws from a seed (SplitMix64). It costs nothing to make one, so that each part of a scenario, and each request, has its own:
/// what one part draws does not move what the others draw, and a scenario that is made smaller stays like the one that it came from.
/// </summary>
internal sealed class Dice
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private readonly ulong seed;
    private ulong state;

    /// <summary>Dice that draw the same as all others with the same seed.</summary>
    public Dice(ulong seed)
    {
        this.seed = seed;
        state = seed;
    }

    /// <summary>Dice of a part of the whole.</summary>
    /// <param name="part">The part's number: different numbers give independent draws.</param>
    public Dice Part(ulong part) => new(Mix(seed ^ Mix(part + Step)));

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mix(state += Step);

    /// <summary>A number from 0 to below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whether something happens that has a probability, 0 to 1.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    /// <summary>A number from <paramref name="least"/> to below <paramref name="most"/>.</summary>
    public double Between(double least, double most) => least + (Unit() * (most - least));

    /// <summary>A span from <paramref name="least"/> to below <paramref name="most"/>.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * Unit());

    /// <summary>A span of exponential distribution, as between things that happen by chance: ten times its mean at most.</summary>
    public TimeSpan Around(TimeSpan mean) => mean * Math.Min(10, -Math.Log(1 - Unit()));

    /// <summary>One of several values.</summary>
    public T Of<T>(ReadOnlySpan<T> values) => values[Between(0, values.Length - 1)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
