namespace StrategyHost.Data.Csv;

/// <summary>
/// Reads numbers that were written for people: with a currency sign, thousands in groups, a decimal comma, and volumes in
/// thousands (K), millions (M), billions (B) or trillions (T).
/// </summary>
internal static class LooseNumber
{
    private const int LongestNumber = 40;

    /// <summary>Reads a number that takes the whole text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sign">The decimal sign of the file.</param>
    /// <param name="isVolume">Whether K, M, B and T may follow it.</param>
    /// <param name="number">The number.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, DecimalSign sign, bool isVolume, out double number)
    {
        number = 0;
        if (!Strip(text, isVolume, out var digits, out bool isNegative, out double unit) || digits.Length > LongestNumber) return false;
        Span<byte> plain = stackalloc byte[LongestNumber];
        if (!TryNormalize(digits, sign, plain, out int length) || !NumberText.TryParse(plain[..length], out number)) return false;
        number = (isNegative ? -number : number) * unit;
        return true;
    }

    /// <summary>Whether a comma in a text could be a decimal sign as well as a mark of thousands.</summary>
    public static bool IsAmbiguous(ReadOnlySpan<byte> text) =>
        Strip(text, isVolume: true, out var digits, out _, out _) && digits.Count((byte)',') == 1 && !digits.Contains((byte)'.')
        && TryNormalize(digits, DecimalSign.Point, stackalloc byte[Math.Max(LongestNumber, digits.Length)], out _);

    /// <summary>Takes sign, currency and unit off a number.</summary>
    /// <returns>False when something else stands around it.</returns>
    public static bool Strip(ReadOnlySpan<byte> text, bool isVolume, out ReadOnlySpan<byte> digits, out bool isNegative, out double unit)
    {
        unit = 1;
        digits = default;
        isNegative = !text.IsEmpty && text[0] == (byte)'-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+') text = text[1..];
        int start = text.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (start < 0) return false;
        if (start > 0 && text[start - 1] is (byte)'.' or (byte)',') start--;
        int end = text.LastIndexOfAnyInRange((byte)'0', (byte)'9') + 1;
        if (end < text.Length && text[end] is (byte)'.' or (byte)',') end++;
        if (!IsCurrency(text[..start].Trim((byte)' '), ref isNegative)) return false;
        var after = text[end..].Trim((byte)' ');
        if (isVolume && after.Length == 1)
        {
            unit = (after[0] | 0x20) switch
            {
                'k' => 1e3,
                'm' => 1e6,
                'b' => 1e9,
                't' => 1e12,
                _ => 0,
            };
            if (unit == 0) return false;
            after = default;
        }

        digits = text[start..end];
        return IsCurrency(after, ref isNegative);
    }

    /// <summary>Whether a text is nothing, a currency's sign such as $, US$ or one outside ASCII, or the sign before which a minus may
    /// stand.</summary>
    private static bool IsCurrency(ReadOnlySpan<byte> text, ref bool isNegative)
    {
        if (text.IsEmpty) return true;
        if (text[^1] == (byte)'-')
        {
            isNegative = true;
            text = text[..^1];
        }

        if (text.Length > 6) return false;
        return text.EndsWith("$"u8) || text.IndexOfAnyInRange((byte)0, (byte)127) < 0;
    }

    /// <summary>Writes a number with a decimal point and without marks of thousands.</summary>
    private static bool TryNormalize(ReadOnlySpan<byte> digits, DecimalSign sign, Span<byte> plain, out int length)
    {
        length = 0;
        byte point = sign == DecimalSign.Comma ? (byte)',' : (byte)'.';
        byte group = sign == DecimalSign.Comma ? (byte)'.' : (byte)',';
        if (sign == DecimalSign.Unknown && digits.Count((byte)',') == 1 && !digits.Contains((byte)'.')) return false;
        int at = digits.IndexOf(point);
        var whole = at < 0 ? digits : digits[..at];
        var fraction = at < 0 ? default : digits[(at + 1)..];
        if (!TryWhole(whole, group, plain, out length) || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        if (at < 0) return true;
        plain[length++] = (byte)'.';
        fraction.CopyTo(plain[length..]);
        length += fraction.Length;
        return true;
    }

    /// <summary>Joins groups of digits: the first has any number of them, those between two or three (as in India), the last
    /// three.</summary>
    private static bool TryWhole(ReadOnlySpan<byte> whole, byte group, Span<byte> plain, out int length)
    {
        length = 0;
        int ofGroup = 0;
        bool isGrouped = false;
        for (int i = 0; i < whole.Length; i++)
        {
            if (char.IsAsciiDigit((char)whole[i]))
            {
                plain[length++] = whole[i];
                ofGroup++;
                continue;
            }

            int mark = MarkLength(whole[i..], group);
            if (mark == 0 || ofGroup == 0 || ofGroup > 3 || (isGrouped && ofGroup < 2)) return false;
            i += mark - 1;
            ofGroup = 0;
            isGrouped = true;
        }

        return !isGrouped || ofGroup == 3;
    }

    /// <summary>How many bytes a mark of thousands takes: the group's sign, a blank, an apostrophe, or a blank that does not break; 0 when
    /// there is none.</summary>
    private static int MarkLength(ReadOnlySpan<byte> text, byte group)
    {
        if (text[0] == group || text[0] is (byte)' ' or (byte)'\'') return 1;
        if (text.StartsWith("\u00A0"u8)) return 2;
        return text.StartsWith("\u202F"u8) || text.StartsWith("\u2019"u8) ? 3 : 0;
    }
}
