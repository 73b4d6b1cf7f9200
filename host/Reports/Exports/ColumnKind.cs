namespace StrategyHost.Reports.Exports;

/// <summary>What the fields of a column are.</summary>
public enum ColumnKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>An instant, UTC.</summary>
    Time,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Any other number.</summary>
    Number,
}
