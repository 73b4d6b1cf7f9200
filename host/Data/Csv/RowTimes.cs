using System.Text;

namespace StrategyHost.Data.Csv;

/// <summary>Reads the times of the rows of one layout.</summary>
internal sealed class RowTimes
{
    private readonly ColumnRoles columns;
    private readonly TimeForm form;
    private readonly byte[]? suffix;
    private readonly bool isPlain;

    public RowTimes(CsvLayout layout)
    {
        columns = layout.Columns;
        form = layout.Times;
        suffix = form.ZoneSuffix is { } name ? Encoding.UTF8.GetBytes(name) : null;
        isPlain = form == new TimeForm() && columns.TimeOfDay < 0;
    }

    /// <summary>Reads the time of a row.</summary>
    /// <returns>What is wrong with it, as the end of a sentence; null when nothing is.</returns>
    public string? Read(Fields fields, ReadOnlySpan<byte> line, out ReadTime time)
    {
        var text = fields.Get(line, columns.Time);
        if (isPlain && TimeText.TryParse(text, out time)) return null;
        if (form.DayOfFile is { } day) return OfDay(day, text, out time);
        if (suffix is not null)
        {
            time = default;
            if (!text.EndsWith(suffix)) return $"'{Show(text)}' does not end with {form.ZoneSuffix}, as the times of the first rows do";
            text = text[..^suffix.Length].TrimEnd((byte)' ');
        }

        if (form.IsMidnight && text.IndexOfAny((byte)' ', (byte)'T') is > 0 and var end) text = text[..end];
        if (!TryDate(text, out time)) return Unreadable(text);
        return columns.TimeOfDay < 0 ? null : AddClock(fields.Get(line, columns.TimeOfDay), ref time);
    }

    private bool TryDate(ReadOnlySpan<byte> text, out ReadTime time)
    {
        if (form.Format is { } format) return TryFormat(text, format, out time);
        return form.Order is { } order ? TimeText.TryParse(text, order, out time) : TimeText.TryParse(text, out time);
    }

    /// <summary>Reads a time of the form that the user gave; .NET knows no 24:00, which is the midnight that ends the day.</summary>
    private static bool TryFormat(ReadOnlySpan<byte> text, string format, out ReadTime time)
    {
        if (TimeText.TryParse(text, format, out time)) return true;
        int at = text.IndexOf("24:00"u8);
        if (at < 0) return false;
        var changed = text.ToArray();
        "00"u8.CopyTo(changed.AsSpan(at));
        bool isRead = TimeText.TryParse(changed, format, out time) && time.Time.TimeOfDay == TimeSpan.Zero;
        if (isRead) time = time with { Time = time.Time.AddDays(1) };
        return isRead;
    }

    private string? AddClock(ReadOnlySpan<byte> text, ref ReadTime time)
    {
        TimeSpan? offset = null;
        var clock = text;
        bool isRead = form.ClockDigits > 0
            ? ClockText.TryDigits(text, form.ClockDigits, out var ofDay)
            : ClockText.TryParse(text, out ofDay) || (OffsetText.TryTake(ref clock, out offset) && ClockText.TryParse(clock, out ofDay));
        if (!isRead) return $"'{Show(text)}' is not a time of day";
        var at = time.Time.Date + ofDay;
        time = new ReadTime(offset is { } ahead ? DateTime.SpecifyKind(at - ahead, DateTimeKind.Utc) : at, IsDate: false);
        return null;
    }

    private static string? OfDay(DateOnly day, ReadOnlySpan<byte> text, out ReadTime time)
    {
        time = default;
        if (!NumberText.TryParse(text, out double milliseconds) || milliseconds is not (>= 0 and < 86_400_000))
            return $"'{Show(text)}' is not a number of milliseconds since midnight";
        time = new ReadTime(day.ToDateTime(TimeOnly.MinValue).AddMilliseconds(milliseconds), IsDate: false);
        return null;
    }

    private string Unreadable(ReadOnlySpan<byte> text)
    {
        string shown = Show(text);
        if (form.Format is { } wanted) return $"'{shown}' is not a time of the form {wanted}";
        if (form.Order is { } order) return $"'{shown}' is not a time of the form {TimeForms.NameOf(order)}";
        return shown.Contains("E+", StringComparison.OrdinalIgnoreCase)
            ? $"'{shown}' is a time that a spreadsheet has rounded: export the file again and do not save it from a spreadsheet"
            : $"'{shown}' is not a time that reads in one way only: give its form with 'strategyhost data import FILE --time-format', "
                + $"such as dd/MM/yyyy";
    }

    private static string Show(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text.Length <= 40 ? text : text[..40]);
}
