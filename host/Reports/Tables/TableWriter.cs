using System.Buffers;
using System.Globalization;
using System.Text;

namespace StrategyHost.Reports.Tables;

/// <summary>Writes a CSV file, field by field: the same bytes in every culture, numbers in their shortest exact form.</summary>
internal sealed class TableWriter(Stream stream) : IDisposable
{
    private const int LongestField = 64;
    private const int TimeLength = 20;
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
    private readonly byte[] time = new byte[TimeLength];
    private DateTime timeDate = DateTime.MaxValue;
    private readonly List<LatestNumber> latest = [];
    private int column;
    private int used;
    private bool isFirst = true;

    /// <summary>A line as it is, such as the header.</summary>
    public void Line(string text)
    {
        Write(text);
        End();
    }

    /// <summary>Text, quoted where the format needs it; null is an empty field.</summary>
    public TableWriter Add(string? text)
    {
        Separate();
        if (text is null) return this;
        if (text.AsSpan().ContainsAny(Special)) Write($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        else Write(text);
        return this;
    }

    /// <summary>The name of a value.</summary>
    public TableWriter Add<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        Separate();
        var name = EnumText<TEnum>.Of(value);
        name.CopyTo(Room(name.Length));
        used += name.Length;
        return this;
    }

    /// <summary>A whole number; null is an empty field.</summary>
    public TableWriter Add(long? number) => number is { } value ? Add(value) : Add((string?)null);

    /// <summary>A whole number.</summary>
    public TableWriter Add(long number)
    {
        Separate();
        number.TryFormat(Room(LongestField), out int length, default, CultureInfo.InvariantCulture);
        used += length;
        return this;
    }

    /// <summary>An exact number without trailing zeros; null is an empty field.</summary>
    public TableWriter Add(decimal? number)
    {
        Separate();
        if (number is not { } value) return this;
        int length = ExactText.Write(value, Room(ExactText.Longest));
        used += length;
        return this;
    }

    /// <summary>A measured number, in the shortest form that reads back as the same.</summary>
    public TableWriter Add(double number)
    {
        Separate();
        if (column == latest.Count) latest.Add(new LatestNumber());
        int length = latest[column++].Write(number, Room(ShortestText.Longest));
        used += length;
        return this;
    }

    /// <summary>An instant in ISO 8601, UTC; null is an empty field.</summary>
    public TableWriter Add(DateTime? instant)
    {
        Separate();
        if (instant is not { } utc) return this;
        if (utc.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            Write(IsoTime.Of(utc));
            return this;
        }

        WriteTime(utc);
        return this;
    }

    /// <summary>Ends the row.</summary>
    public void End()
    {
        Room(1)[0] = (byte)'\n';
        used++;
        isFirst = true;
        column = 0;
    }

    /// <summary>Writes what is left. The stream stays open.</summary>
    public void Dispose()
    {
        Flush();
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Rows of a table are close in time, so the date is written anew only when it changes.</summary>
    private void WriteTime(DateTime utc)
    {
        if (utc.Date != timeDate)
        {
            timeDate = utc.Date;
            Encoding.UTF8.GetBytes(IsoTime.Of(timeDate), time);
        }

        int second = (int)(utc.TimeOfDay.Ticks / TimeSpan.TicksPerSecond);
        WriteDigits(11, second / 3600);
        WriteDigits(14, second / 60 % 60);
        WriteDigits(17, second % 60);
        time.AsSpan(0, TimeLength).CopyTo(Room(TimeLength));
        used += TimeLength;
    }

    private void WriteDigits(int at, int number)
    {
        time[at] = (byte)('0' + (number / 10));
        time[at + 1] = (byte)('0' + (number % 10));
    }

    private void Write(string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= buffer.Length)
        {
            int length = Encoding.UTF8.GetBytes(text, Room(most)); // Making room can change how much is used.
            used += length;
            return;
        }

        Flush();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private void Separate()
    {
        if (!isFirst)
        {
            Room(1)[0] = (byte)',';
            used++;
        }

        isFirst = false;
    }

    private Span<byte> Room(int length)
    {
        if (buffer.Length - used < length) Flush();
        return buffer.AsSpan(used);
    }

    private void Flush()
    {
        stream.Write(buffer, 0, used);
        used = 0;
    }
}
