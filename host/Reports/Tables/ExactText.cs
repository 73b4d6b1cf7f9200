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
        Span<byte> reversed = stackalloc byte[Longest];
        int count = 0;
        for (int place = 0; digits > 0 || place <= decimals; place++)
        {
            if (place == decimals && decimals > 0) reversed[count++] = (byte)'.';
            (ulong rest, ulong digit) = Math.DivRem(digits, 10);
            reversed[count++] = (byte)('0' + digit);
            digits = rest;
        }

        if (isNegative) reversed[count++] = (byte)'-';
        var written = reversed[..count];
        written.Reverse();
        written.CopyTo(text);
        return count;
    }

    private static int WriteLong(decimal number, Span<byte> text)
    {
        number.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        if (!text[..length].Contains((byte)'.')) return length;
        return text[..length].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
    }
}
