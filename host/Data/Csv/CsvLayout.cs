namespace StrategyHost.Data.Csv;

/// <summary>Where in a row the numbers of a bar stand. Columns count from 0.</summary>
internal sealed record CsvLayout
{
    public required byte Delimiter { get; init; }

    public required bool HasHeader { get; init; }

    public required int Time { get; init; }

    /// <summary>The column of the time of day where that is apart from the date; −1 where it is not.</summary>
    public int TimeOfDay { get; init; } = -1;

    public required int Open { get; init; }

    public required int High { get; init; }

    public required int Low { get; init; }

    public required int Close { get; init; }

    /// <summary>The column of the volume; −1 where there is none.</summary>
    public int Volume { get; init; } = -1;

    /// <summary>How many fields a row must have at the least.</summary>
    public int Fields => 1 + new[] { Time, TimeOfDay, Open, High, Low, Close, Volume }.Max();

    /// <summary>The form of the times, as .NET writes it; null for the common forms.</summary>
    public string? TimeFormat { get; init; }

    /// <summary>By what prices are divided: 10,000 where a format stores whole ten-thousandths.</summary>
    public double PriceScale { get; init; } = 1;

    /// <summary>The date that times of day belong to, where a file holds one day in milliseconds since midnight.</summary>
    public DateOnly? DayOfFile { get; init; }

    /// <summary>What the format itself says about its times; null where the user must say it.</summary>
    public BarStamps? Stamps { get; init; }

    /// <summary>The time zone that the format itself has; null where the user must say it.</summary>
    public string? Zone { get; init; }

    /// <summary>How the layout was found, for the user to check.</summary>
    public required string Description { get; init; }
}
