using System.Globalization;

namespace StrategyHost.Reports.Tables;

/// <summary>The latest measured number of a column with its text. Most numbers of a curve are those of the row before, and finding the shortest text of a number takes long.</summary>
internal sealed class LatestNumber
{
    /// <summary>No number is longer.</summary>
    public const int Longest = 32;

    private readonly byte[] latest = new byte[Longest];
    private long bits;
    private int length;

    /// <summary>Writes a number in the shortest form that reads back as the same, and says how many bytes it took.</summary>
    /// <param name="number">The number.</param>
    /// <param name="text">Where to; at least <see cref="Longest"/> bytes.</param>
    public int Write(double number, Span<byte> text)
    {
        // Bits are compared, since a zero can have a sign and what is no number equals nothing.
        long its = BitConverter.DoubleToInt64Bits(number);
        if (length == 0 || its != bits)
        {
            number.TryFormat(latest, out length, default, CultureInfo.InvariantCulture);
            bits = its;
        }

        latest.AsSpan(0, length).CopyTo(text);
        return length;
    }
}
