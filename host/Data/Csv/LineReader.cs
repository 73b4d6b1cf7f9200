namespace StrategyHost.Data.Csv;

/// <summary>Reads a stream line by line without making strings. Blank lines are passed over.</summary>
internal sealed class LineReader : IDisposable
{
    private const int LongestLine = 64 * 1024;
    private readonly Stream stream;
    private readonly string name;
    private readonly int step;
    private readonly byte[] buffer = new byte[4 * LongestLine];
    private int start;
    private int end;
    private bool isAtEnd;

    /// <summary>A reader.</summary>
    /// <param name="stream">What is read; closed with the reader.</param>
    /// <param name="name">How messages call it.</param>
    /// <param name="linesOfReversed">How many lines there are where the last comes first; 0 where the first does.</param>
    public LineReader(Stream stream, string name, int linesOfReversed = 0)
    {
        this.stream = stream;
        this.name = name;
        step = linesOfReversed > 0 ? -1 : 1;
        Line = linesOfReversed > 0 ? linesOfReversed + 1 : 0;
        Fill();
        if (buffer.AsSpan(0, end).StartsWith("\uFEFF"u8)) start = 3;
    }

    /// <summary>The number of the latest line, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The next line that is not blank, without its end; valid until the next call.</summary>
    /// <exception cref="DataException">The line is too long, or not text.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (TryReadAny(out line))
        {
            if (!line.Trim((byte)' ').IsEmpty) return true;
        }

        return false;
    }

    /// <summary>Whether nothing but blank lines is left. The latest line is not valid afterwards.</summary>
    public bool IsAtEnd()
    {
        if (!isAtEnd && end - start < LongestLine) Fill();
        return isAtEnd && buffer.AsSpan(start, end - start).Trim("\r\n "u8).IsEmpty;
    }

    public void Dispose() => stream.Dispose();

    private bool TryReadAny(out ReadOnlySpan<byte> line)
    {
        int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
        if (length < 0 && !isAtEnd)
        {
            Fill();
            length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
        }

        bool isLast = length < 0;
        if (isLast) length = end - start;
        if (isLast && length == 0)
        {
            line = default;
            return false;
        }

        Line += step;
        if (length > LongestLine)
            throw new DataException(
                $"{name}:{Line}: the line is longer than {LongestLine} bytes, which no bar is: look whether it is a CSV file.");
        line = buffer.AsSpan(start, length);
        start += isLast ? length : length + 1;
        if (line.Contains((byte)0)) throw new DataException($"{name}:{Line}: the line holds zero bytes: this is not a text file.");
        line = line.TrimEnd((byte)'\r');
        return true;
    }

    /// <summary>Moves what is left to the front and reads on until the buffer is full or the stream has ended.</summary>
    private void Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        while (end < buffer.Length)
        {
            int read = ReadSome();
            if (read == 0)
            {
                isAtEnd = true;
                return;
            }

            end += read;
        }
    }

    private int ReadSome()
    {
        try
        {
            return stream.Read(buffer, end, buffer.Length - end);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new DataException($"{name} cannot be read: {failure.Message}", failure);
        }
    }
}
