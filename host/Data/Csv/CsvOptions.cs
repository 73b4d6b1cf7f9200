namespace StrategyHost.Data.Csv;

/// <summary>What a user says about a CSV file; null where it is left to the file.</summary>
public sealed record CsvOptions
{
    /// <summary>What the times stand for. Without it intraday bars are refused.</summary>
    public BarStamps? Stamps { get; init; }

    /// <summary>The IANA name of the time zone of times that carry no offset; null for UTC, or the calendar's own.</summary>
    public string? Zone { get; init; }

    /// <summary>The name of the trading calendar; null when it is not known.</summary>
    public string? Calendar { get; init; }

    /// <summary>How long the bars are; null for what the rows tell.</summary>
    public Resolution? Resolution { get; init; }

    /// <summary>How long the bars are where the rows do not tell it; null to refuse such rows.</summary>
    public Resolution? LengthIfUnclear { get; init; }

    /// <summary>The form of the times, as .NET writes it; null for the common forms.</summary>
    public string? TimeFormat { get; init; }

    /// <summary>The columns by name in their order, <c>-</c> for those to leave out; null for the file's header.</summary>
    public string? Columns { get; init; }

    /// <summary>What separates the fields; null for what the first line uses.</summary>
    public char? Delimiter { get; init; }

    /// <summary>What stands before the fraction of numbers, a point or a comma; null for what the numbers prove.</summary>
    public char? Decimal { get; init; }

    /// <summary>Whether prices after splits and dividends are read, from the columns that the file has for them.</summary>
    public bool Adjusted { get; init; }

    /// <summary>Whether prices may be zero and below.</summary>
    public bool AllowNegativePrice { get; init; }
}
