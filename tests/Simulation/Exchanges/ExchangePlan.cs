namespace StrategyHost.Simulation.Exchanges;

/// <summary>The market of a scenario.</summary>
internal sealed record ExchangePlan
{
    /// <summary>What trades.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = ["ABC"];

    /// <summary>The account's cash at first.</summary>
    public decimal Cash { get; init; } = 1_000_000;

    /// <summary>The price of every symbol at first.</summary>
    public decimal FirstPrice { get; init; } = 100;

    /// <summary>How long from one price to the next.</summary>
    public TimeSpan PriceEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How far a price goes in one step, as a part of it: the standard deviation.</summary>
    public double Volatility { get; init; } = 0.0005;

    /// <summary>How probable a jump is at a step.</summary>
    public double JumpChance { get; init; } = 0.002;

    /// <summary>How far a price jumps at the most, as a part of it.</summary>
    public double JumpSize { get; init; } = 0.02;

    /// <summary>The length of a bar.</summary>
    public TimeSpan BarLength { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The smallest step between two quantities.</summary>
    public decimal LotSize { get; init; } = 1;
}
