using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Import;

/// <summary>How files are brought into the store.</summary>
public sealed record ImportSettings
{
    /// <summary>The folder of the store.</summary>
    public required string Into { get; init; }

    /// <summary>The symbol of all files; null to take it from each file's name.</summary>
    public string? Symbol { get; init; }

    /// <summary>On which terms the symbols trade, and what their files look like.</summary>
    public InstrumentTerms Terms { get; init; } = new();

    /// <summary>What the user says about the files.</summary>
    public CsvOptions Csv { get; init; } = new();

    /// <summary>Whether rows that are not bars are put aside instead of ending the import.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>Whether the files are read only, to see how they are understood, and nothing is written.</summary>
    public bool IsDryRun { get; init; }
}
