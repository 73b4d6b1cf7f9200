namespace StrategyHost;

/// <summary>A knob of a strategy: what it is called, what it may be, and what it is in this run.</summary>
public sealed record Parameter
{
    /// <summary>The name by which it is set.</summary>
    public required string Name { get; init; }

    /// <summary>What values it takes.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>The value unless told otherwise: an <see cref="int"/>, a <see cref="double"/>, a <see cref="bool"/> or a
    /// <see cref="string"/>, as the kind says.</summary>
    public required object Default { get; init; }

    /// <summary>The smallest value allowed; null for no bound. Numbers only.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest value allowed; null for no bound. Numbers only.</summary>
    public double? Maximum { get; init; }

    /// <summary>The step of a search over its range; null for a step of the searcher's choice. Numbers only.</summary>
    public double? Step { get; init; }

    /// <summary>What it does, for people; null for none.</summary>
    public string? Description { get; init; }
}
