namespace StrategyHost.Data.Csv;

/// <summary>What stands between the whole and the fraction of the numbers in a file.</summary>
internal enum DecimalSign
{
    /// <summary>Nothing proves it: a point is one, and a comma before three digits is refused.</summary>
    Unknown,

    /// <summary>A point; commas, blanks and apostrophes group thousands.</summary>
    Point,

    /// <summary>A comma; points, blanks and apostrophes group thousands.</summary>
    Comma,
}
