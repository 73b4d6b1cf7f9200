using System.Buffers.Text;

namespace StrategyHost.Data.Csv;

/// <summary>
/// Reads numbers. Digits with one point, which is nearly every price, are read as a whole number over a power of ten: with 15
/// digits at most both are exact as doubles, and so is the rounding of their quotient (Clinger 1990). Other forms are
/// read by the base library.
/// </summary>
internal static class NumberText
{
    private const int MostDigits = 15;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads a number that takes the whole text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double number)
    {
        long digits = 0;
        int count = 0;
        int decimals = -1;
        foreach (byte character in text)
        {
            uint digit = (uint)character - '0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
                count++;
                if (decimals >= 0) decimals++;
            }
            else if (character == (byte)'.' && decimals < 0)
            {
                decimals = 0;
            }
            else
            {
                return TryAnyForm(text, out number);
            }
        }

        if (count is 0 or > MostDigits) return TryAnyForm(text, out number);
        number = decimals <= 0 ? digits : digits / PowersOfTen[decimals];
        return true;
    }

    private static bool TryAnyForm(ReadOnlySpan<byte> text, out double number) =>
        Utf8Parser.TryParse(text, out number, out int read) && read == text.Length;
}
