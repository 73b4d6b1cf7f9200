namespace StrategyHost.Indicators;

/// <summary>From how much time pivot points are made.</summary>
public enum PivotPeriod
{
    /// <summary>The day before.</summary>
    Day,

    /// <summary>The week before, Monday to Sunday.</summary>
    Week,

    /// <summary>The calendar month before.</summary>
    Month,
}
