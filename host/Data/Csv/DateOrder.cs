namespace StrategyHost.Data.Csv;

/// <summary>In which order the numbers of a date stand.</summary>
internal enum DateOrder
{
    /// <summary>2024-03-08.</summary>
    YearMonthDay,

    /// <summary>03/08/2024.</summary>
    MonthDayYear,

    /// <summary>08/03/2024.</summary>
    DayMonthYear,
}
