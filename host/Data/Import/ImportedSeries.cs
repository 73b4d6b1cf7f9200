namespace StrategyHost.Data.Import;

/// <summary>A series that has been brought into the store, or would be.</summary>
public sealed record ImportedSeries
{
    /// <summary>Its symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>How long its bars last.</summary>
    public required Resolution Resolution { get; init; }

    /// <summary>How many there are.</summary>
    public required int Bars { get; init; }

    /// <summary>When the first starts, UTC.</summary>
    public required DateTime From { get; init; }

    /// <summary>When the last ends, UTC.</summary>
    public required DateTime To { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Whether there was such a file before.</summary>
    public bool Replaced { get; init; }

    /// <summary>How the text was understood.</summary>
    public IReadOnlyList<string> Recognized { get; init; } = [];

    /// <summary>What was left out, put in order or decided while reading.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How many rows were put aside.</summary>
    public int Rejected { get; init; }

    /// <summary>The file that they are in; null when there are none, or nothing was written.</summary>
    public string? RejectsPath { get; init; }

    /// <summary>Whether nothing was written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The bars of the beginning, for the user to check.</summary>
    public IReadOnlyList<Bar> First { get; init; } = [];

    /// <summary>The bars of the end, without those of the beginning.</summary>
    public IReadOnlyList<Bar> Last { get; init; } = [];
}
