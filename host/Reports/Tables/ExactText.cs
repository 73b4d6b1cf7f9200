using System.Buffers.Text;
using System.Globalization;

namespace StrategyHost.Reports.Tables;

/// <summary>Exact numbers as text without trailing zeros, the same in every culture.</summary>
internal static class ExactText
{
    /// <summary>No number is longer.</summary>
    public const int Longest = 32;

    private const decimal LargestPlain = long.MaxValue;
    private const int MostDigits = 19;
    private static readonly ulong[] PowersOfTen = PowersOf(10, MostDigits);
    private static readonly byte[] Pairs =
        [.. Enumerable.Range(0, 100).SelectMany(n => new[] { (byte)('0' + (n / 10)), (byte)('0' + (n % 10)) })];

    /// <summary>Writes a number and says how many bytes it took.</summary>
    /// <param name="number">The number.</param>
    /// <param name="text">Where to; at least <see cref="Longest"/> bytes.</param>
    public static int Write(decimal number, Span<byte> text)
    {
        // Nearly every quantity, price and amount has 18 digits at most: those are written digit by digit.
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        ulong digits = (uint)bits[0] | ((ulong)(uint)bits[1] << 32);
        if (bits[2] != 0 || digits > (ulong)LargestPlain) return WriteLong(number, text);
        return Write(isNegative: bits[3] < 0, digits, (bits[3] >> 16) & 0xFF, text);
    }

    /// <summary>Writes digits ÷ 10^decimals and says how many bytes it took.</summary>
    /// <param name="isNegative">Whether a minus stands before it.</param>
    /// <param name="digits">The digits, at most 19.</param>
    /// <param name="decimals">How many of them are behind the point, 0 to 28.</param>
    /// <param name="text">Where to; at least <see cref="Longest"/> bytes.</param>
    public static int Write(bool isNegative, ulong digits, int decimals, Span<byte> text)
    {
        while (decimals > 0 && digits % 10 == 0)
        {
            digits /= 10;
            decimals--;
        }

        int start = 0;
        if (isNegative) text[start++] = (byte)'-';
        (ulong whole, ulong part) = decimals <= MostDigits ? Math.DivRem(digits, PowersOfTen[decimals]) : (0, digits);
        Utf8Formatter.TryFormat(whole, text[start..], out int count);
        int point = start + count;
        if (decimals == 0) return point;
        text[point] = (byte)'.';
        WriteAll(part, text.Slice(point + 1, decimals));
        return point + 1 + decimals;
    }

    /// <summary>The powers of a number, from 0 up to an exponent.</summary>
    public static ulong[] PowersOf(ulong number, int most)
    {
        var powers = new ulong[most + 1];
        powers[0] = 1;
        for (int i = 1; i <= most; i++) powers[i] = powers[i - 1] * number;
        return powers;
    }

    /// <summary>Fills a field with a number, with zeros before it.</summary>
    private static void WriteAll(ulong number, Span<byte> field)
    {
        int at = field.Length;
        while (at >= 2)
        {
            (number, ulong pair) = Math.DivRem(number, 100);
            at -= 2;
            field[at] = Pairs[2 * pair];
            field[at + 1] = Pairs[(2 * pair) + 1];
        }

        if (at == 1) field[0] = (byte)('0' + number);
    }

    private static int WriteLong(decimal number, Span<byte> text)
    {
        number.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        if (!text[..length].Contains((byte)'.')) return length;
        return text[..length].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
    }
}
