using System.Text;

namespace StrategyHost.Data.Csv;

/// <summary>Reads the rows of one layout.</summary>
internal sealed class CsvRow(CsvLayout layout)
{
    private const double LargestPrice = 1e12;
    private const double LargestVolume = 1e15;
    private readonly Fields fields = new();
    private readonly int needed = layout.Fields;

    /// <summary>When the latest row says that it was.</summary>
    public ReadTime Time { get; private set; }

    /// <summary>The prices of the latest row, without times.</summary>
    public Bar Prices { get; private set; }

    /// <summary>Reads a row.</summary>
    /// <returns>What is wrong with it, as the end of a sentence; null when nothing is.</returns>
    public string? Read(ReadOnlySpan<byte> line)
    {
        fields.Split(line, layout.Delimiter);
        if (fields.Count < needed) return $"it has {fields.Count} fields and {needed} are needed";
        return ReadTime(line) ?? ReadPrices(line);
    }

    private string? ReadTime(ReadOnlySpan<byte> line)
    {
        var text = fields.Get(line, layout.Time);
        ReadTime time;
        if (layout.DayOfFile is { } day)
        {
            if (!fields.TryGetNumber(line, layout.Time, out double milliseconds) || milliseconds is not (>= 0 and < 86_400_000))
                return $"'{Show(text)}' is not a number of milliseconds since midnight";
            Time = new ReadTime(day.ToDateTime(TimeOnly.MinValue).AddMilliseconds(milliseconds), IsDate: false);
            return null;
        }

        bool isRead = layout.TimeFormat is { } format ? TimeText.TryParse(text, format, out time) : TimeText.TryParse(text, out time);
        if (!isRead)
        {
            return layout.TimeFormat is { } wanted
                ? $"'{Show(text)}' is not a time of the form {wanted}"
                : $"'{Show(text)}' is not a time that reads in one way only: give its form with --time-format, such as dd/MM/yyyy";
        }

        if (layout.TimeOfDay >= 0)
        {
            var clock = fields.Get(line, layout.TimeOfDay);
            if (!TimeText.TryTimeOfDay(clock, out var ofDay)) return $"'{Show(clock)}' is not a time of day";
            time = new ReadTime(time.Time.Date + ofDay, IsDate: false);
        }

        Time = time;
        return null;
    }

    private string? ReadPrices(ReadOnlySpan<byte> line)
    {
        Prices = default;
        if (Price(line, layout.Open, "open", out double open) is { } badOpen) return badOpen;
        if (Price(line, layout.High, "high", out double high) is { } badHigh) return badHigh;
        if (Price(line, layout.Low, "low", out double low) is { } badLow) return badLow;
        if (Price(line, layout.Close, "close", out double close) is { } badClose) return badClose;
        double volume = 0;
        if (layout.Volume >= 0 && Number(line, layout.Volume, "volume", LargestVolume, out volume) is { } badVolume) return badVolume;
        Prices = new Bar(default, default, open, high, low, close, volume);
        return null;
    }

    private string? Price(ReadOnlySpan<byte> line, int column, string name, out double price)
    {
        string? problem = Number(line, column, name, LargestPrice * layout.PriceScale, out price);
        price /= layout.PriceScale;
        return problem;
    }

    private string? Number(ReadOnlySpan<byte> line, int column, string name, double largest, out double number)
    {
        if (!fields.TryGetNumber(line, column, out number) || !double.IsFinite(number))
            return fields.Get(line, column) is { IsEmpty: false } text ? $"its {name} '{Show(text)}' is not a number" : $"its {name} is missing";
        return Math.Abs(number) <= largest ? null : $"its {name} {Show(fields.Get(line, column))} is too large to be one";
    }

    private static string Show(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text.Length <= 40 ? text : text[..40]);
}
