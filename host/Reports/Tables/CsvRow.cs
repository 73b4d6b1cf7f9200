using System.Buffers;
using System.Globalization;

namespace StrategyHost.Reports.Tables;

/// <summary>Writes one row of a CSV file, field by field: the same bytes in every culture, numbers in their shortest exact form.</summary>
internal sealed class CsvRow(TextWriter writer)
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");
    private bool isFirst = true;

    /// <summary>Text, quoted where the format needs it; null is an empty field.</summary>
    public CsvRow Add(string? text)
    {
        Separate();
        if (text is null) return this;
        if (text.AsSpan().ContainsAny(Special)) writer.Write($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        else writer.Write(text);
        return this;
    }

    /// <summary>A whole number.</summary>
    public CsvRow Add(long number)
    {
        Separate();
        writer.Write(number.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>An exact number without trailing zeros; null is an empty field.</summary>
    public CsvRow Add(decimal? number)
    {
        Separate();
        if (number is { } value) writer.Write(value.ToString("0.############################", CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>A measured number, in the shortest form that reads back as the same.</summary>
    public CsvRow Add(double number)
    {
        Separate();
        writer.Write(number.ToString("R", CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>An instant in ISO 8601, UTC; null is an empty field.</summary>
    public CsvRow Add(DateTime? time)
    {
        Separate();
        if (time is { } value) writer.Write(IsoTime.Of(value));
        return this;
    }

    /// <summary>Ends the row.</summary>
    public void End()
    {
        writer.Write('\n');
        isFirst = true;
    }

    private void Separate()
    {
        if (!isFirst) writer.Write(',');
        isFirst = false;
    }
}
