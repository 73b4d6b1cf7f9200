namespace StrategyHost.Reports.Tables;

/// <summary>The latest measured number of a column with its text. Most numbers of a curve are those of the row before.</summary>
internal sealed class LatestNumber
{
    private readonly byte[] latest = new byte[ShortestText.Longest];
    private long bits;
    private int length;

    /// <summary>Writes a number in the shortest form that reads back as the same, and says how many bytes it took.</summary>
    /// <param name="number">The number.</param>
    /// <param name="text">Where to; at least <see cref="ShortestText.Longest"/> bytes.</param>
    public int Write(double number, Span<byte> text)
    {
        // Bits are compared, since a zero can have a sign and what is no number equals nothing.
        long its = BitConverter.DoubleToInt64Bits(number);
        if (length == 0 || its != bits)
        {
            length = ShortestText.Write(number, latest);
            bits = its;
        }

        latest.AsSpan(0, ShortestText.Longest).CopyTo(text); // All of it, since a copy of a known length is two instructions.
        return length;
    }
}
