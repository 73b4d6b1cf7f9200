namespace StrategyHost.Data.Csv;

/// <summary>Where in a row the numbers of a bar stand, and how they are written.</summary>
internal sealed record CsvLayout
{
    public required byte Delimiter { get; init; }

    /// <summary>How many lines that are not blank come before the first row.</summary>
    public int HeaderLines { get; init; }

    /// <summary>How many fields a row may have at the most, but for empty ones behind them; 0 for any number.</summary>
    public int MostFields { get; init; }

    public required ColumnRoles Columns { get; init; }

    /// <summary>How the times are written.</summary>
    public TimeForm Times { get; init; } = new();

    /// <summary>The sign before the fraction of numbers.</summary>
    public DecimalSign Decimal { get; init; }

    /// <summary>The symbol whose rows are read, in a file of several; null for all rows.</summary>
    public string? OnlySymbol { get; init; }

    /// <summary>By what prices are divided: 10,000 where a format stores whole ten-thousandths.</summary>
    public double PriceScale { get; init; } = 1;

    /// <summary>What the format itself says about its times; null where the user must say it.</summary>
    public BarStamps? Stamps { get; init; }

    /// <summary>The time zone that the format itself has; null where the user must say it.</summary>
    public string? Zone { get; init; }

    /// <summary>How the layout was found, for the user to check.</summary>
    public required string Description { get; init; }

    /// <summary>What else was found out about the file, a sentence each without its end.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
