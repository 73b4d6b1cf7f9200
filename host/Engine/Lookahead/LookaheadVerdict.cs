namespace StrategyHost.Engine.Lookahead;

/// <summary>Whether a strategy sees the future.</summary>
public sealed record LookaheadVerdict
{
    /// <summary>How many decisions it made on the whole data.</summary>
    public required int Decisions { get; init; }

    /// <summary>At how many instants it was examined, each with the data cut and with a noisy future.</summary>
    public required int Instants { get; init; }

    /// <summary>Whether a second run on the same data made the same decisions.</summary>
    public required bool Repeats { get; init; }

    /// <summary>What changed with the future; empty for a clean strategy.</summary>
    public required IReadOnlyList<LookaheadFinding> Findings { get; init; }

    /// <summary>What less history changes. That is no fault, but worth knowing.</summary>
    public required IReadOnlyList<WarmUpSensitivity> WarmUp { get; init; }

    /// <summary>Whether nothing was found.</summary>
    public bool IsClean => Repeats && Findings.Count == 0;
}
