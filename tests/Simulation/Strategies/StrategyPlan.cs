namespace StrategyHost.Simulation.Strategies;

/// <summary>A strategy of a scenario. With the same plan, bars, fills and random numbers it decides the same.</summary>
internal sealed record StrategyPlan
{
    /// <summary>How it trades.</summary>
    public StrategyKind Kind { get; init; } = StrategyKind.Brackets;

    /// <summary>What it trades.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = ["ABC"];

    /// <summary>Whether it never means to be short.</summary>
    public bool IsLongOnly { get; init; } = true;

    /// <summary>The largest quantity of an order.</summary>
    public int LargestSize { get; init; } = 10;

    /// <summary>How probable it is that it does something on a bar.</summary>
    public double Activity { get; init; } = 0.5;

    /// <summary>How far its prices are from the last one, as a part of it.</summary>
    public double Distance { get; init; } = 0.003;

    /// <summary>How many entries, with what belongs to them, it has at a time in each symbol.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>How probable it is that an entry has a limit.</summary>
    public double LimitEntries { get; init; } = 0.5;

    /// <summary>How probable it is that it changes its mind about a working order on a bar.</summary>
    public double Fickleness { get; init; }

    /// <summary>How probable it is that a handler throws, once it has done what it does.</summary>
    public double Faultiness { get; init; }

    /// <summary>How often it does something by its timer, beside what it does on bars; null for never.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Draws a plan.</summary>
    public static StrategyPlan Draw(IReadOnlyList<string> symbols, Dice dice) => new()
    {
        Kind = dice.Of<StrategyKind>(Enum.GetValues<StrategyKind>()),
        Symbols = symbols,
        IsLongOnly = dice.Chance(0.7),
        LargestSize = dice.Of([1, 4, 10, 30]),
        Activity = dice.Between(0.1, 1.0),
        Distance = dice.Of([0.0005, 0.001, 0.003, 0.01]),
        AtOnce = dice.Chance(0.6) ? 1 : dice.Between(2, 4),
        LimitEntries = dice.Chance(0.5) ? dice.Unit() : 0,
        Fickleness = dice.Chance(0.5) ? dice.Between(0, 0.4) : 0,
    };
}
