using System.Globalization;

namespace StrategyHost.Reports.Tables;

/// <summary>Exact numbers as text without trailing zeros, the same in every culture.</summary>
internal static class ExactText
{
    /// <summary>No number is longer.</summary>
    public const int Longest = 32;

    private const decimal LargestPlain = long.MaxValue;

    /// <summary>Writes a number and says how many bytes it took.</summary>
    /// <param name="number">The number.</param>
    /// <param name="text">Where to; at least <see cref="Longest"/> bytes.</param>
    public static int Write(decimal number, Span<byte> text)
    {
        // Nearly every quantity, price and amount has 18 digits at most: those are written digit by digit.
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        ulong digits = (uint)bits[0] | ((ulong)(uint)bits[1] << 32);
        int decimals = (bits[3] >> 16) & 0xFF;
        if (bits[2] != 0 || digits > (ulong)LargestPlain) return WriteLong(number, text);
        while (decimals > 0 && digits % 10 == 0)
        {
            digits /= 10;
            decimals--;
        }

        return WriteDigits(isNegative: bits[3] < 0, digits, decimals, text);
    }

    private static int WriteDigits(bool isNegative, ulong digits, int decimals, Span<byte> text)
    {
        int start = 0;
        if (isNegative) text[start++] = (byte)'-';
        digits.TryFormat(text[start..], out int count, default, CultureInfo.InvariantCulture);
        if (decimals == 0) return start + count;
        int zeros = Math.Max(0, decimals + 1 - count); // In front, so that there is a digit before the point.
        if (zeros > 0)
        {
            text.Slice(start, count).CopyTo(text[(start + zeros)..]);
            text.Slice(start, zeros).Fill((byte)'0');
        }

        int point = start + zeros + count - decimals;
        text.Slice(point, decimals).CopyTo(text[(point + 1)..]);
        text[point] = (byte)'.';
        return point + 1 + decimals;
    }

    private static int WriteLong(decimal number, Span<byte> text)
    {
        number.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        if (!text[..length].Contains((byte)'.')) return length;
        return text[..length].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
    }
}
