namespace StrategyHost.Data.Csv;

/// <summary>How the times of one file are written.</summary>
internal sealed record TimeForm
{
    /// <summary>The order of numbers in its dates; null where they read in one way only.</summary>
    public DateOrder? Order { get; init; }

    /// <summary>The form that the user has given, as .NET writes it; null for none, or for one that is an order.</summary>
    public string? Format { get; init; }

    /// <summary>The name of a time zone that ends every time, such as <c>US/Eastern</c>; null where there is none.</summary>
    public string? ZoneSuffix { get; init; }

    /// <summary>Whether every time is a midnight with an offset, which is how some write dates.</summary>
    public bool IsMidnight { get; init; }

    /// <summary>How many digits the column of times of day has with its leading zeros; 0 where it says so itself.</summary>
    public int ClockDigits { get; init; }

    /// <summary>The date that times of day belong to, where a file holds one day in milliseconds since midnight.</summary>
    public DateOnly? DayOfFile { get; init; }
}
