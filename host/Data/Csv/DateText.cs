namespace StrategyHost.Data.Csv;

/// <summary>
/// Reads the date at the start of a text whose order of numbers is known: <c>03/08/2024</c>, <c>8.3.24</c>, <c>08032024</c>. A month
/// that is written as a word (<c>08-Mar-2024</c>, <c>Mar 8, 2024</c>) says its own order. Years of two digits are 1970 to 2069.
/// </summary>
internal static class DateText
{
    private const int FirstShortYear = 70;
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>Reads a date and leaves in <paramref name="text"/> what comes after it.</summary>
    /// <param name="text">The text; behind the date when there is one.</param>
    /// <param name="order">The order of numbers; null to read only dates whose month is a word.</param>
    /// <param name="date">The date.</param>
    public static bool TryTake(ref ReadOnlySpan<byte> text, DateOrder? order, out DateOnly date)
    {
        date = default;
        var rest = text;
        Span<int> numbers = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        int month = 0, monthAt = -1, count = 0;
        while (count < 3)
        {
            var token = TakeToken(ref rest);
            if (token.IsEmpty) return false;
            if (TryNumber(token, out int number))
            {
                if (count == 0 && token.Length == 8 && order is { } packed) return Finish(Split(number, packed), rest, ref text, out date);
                (numbers[count], lengths[count]) = (number, token.Length);
            }
            else
            {
                if (count == 0 && IndexOf(Weekdays, token) >= 0) continue;
                if (month > 0 || (month = IndexOf(Months, token) + 1) == 0) return false;
                monthAt = count;
            }

            count++;
        }

        if (month > 0) return Finish(Named(numbers, lengths, month, monthAt), rest, ref text, out date);
        return order is { } known && Finish(Ordered(numbers, lengths, known), rest, ref text, out date);
    }

    private static (int Year, int Month, int Day) Named(ReadOnlySpan<int> numbers, ReadOnlySpan<int> lengths, int month, int monthAt)
    {
        int first = monthAt == 0 ? 1 : 0;
        int second = monthAt == 2 ? 1 : 2;
        return lengths[first] == 4
            ? (numbers[first], month, numbers[second]) : (Year(numbers[second], lengths[second]), month, numbers[first]);
    }

    private static (int Year, int Month, int Day) Ordered(ReadOnlySpan<int> numbers, ReadOnlySpan<int> lengths, DateOrder order) =>
        order switch
        {
            DateOrder.MonthDayYear => (Year(numbers[2], lengths[2]), numbers[0], numbers[1]),
            DateOrder.DayMonthYear => (Year(numbers[2], lengths[2]), numbers[1], numbers[0]),
            _ => (Year(numbers[0], lengths[0]), numbers[1], numbers[2]),
        };

    private static (int Year, int Month, int Day) Split(int digits, DateOrder order) => order switch
    {
        DateOrder.MonthDayYear => (digits % 10000, digits / 1000000, digits / 10000 % 100),
        DateOrder.DayMonthYear => (digits % 10000, digits / 10000 % 100, digits / 1000000),
        _ => (digits / 10000, digits / 100 % 100, digits % 100),
    };

    private static int Year(int number, int length) => length switch
    {
        2 => number < FirstShortYear ? 2000 + number : 1900 + number,
        4 => number,
        _ => 0,
    };

    private static bool Finish((int Year, int Month, int Day) parts, ReadOnlySpan<byte> rest, ref ReadOnlySpan<byte> text,
        out DateOnly date)
    {
        date = default;
        var (year, month, day) = parts;
        if (year is < TimeText.FirstYear or > TimeText.LastYear || month is < 1 or > 12 || day < 1
            || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        text = rest;
        return true;
    }

    /// <summary>The next run of digits or of letters, without the marks before it.</summary>
    private static ReadOnlySpan<byte> TakeToken(ref ReadOnlySpan<byte> text)
    {
        text = text.TrimStart("/-., '"u8);
        int length = 0;
        bool isWord = !text.IsEmpty && char.IsAsciiLetter((char)text[0]);
        while (length < text.Length && (isWord ? char.IsAsciiLetter((char)text[length]) : char.IsAsciiDigit((char)text[length]))) length++;
        var token = text[..length];
        text = text[length..];
        return token;
    }

    private static bool TryNumber(ReadOnlySpan<byte> token, out int number)
    {
        number = 0;
        if (token.Length > 8) return false;
        foreach (byte character in token)
        {
            if (!char.IsAsciiDigit((char)character)) return false;
            number = (number * 10) + (character - '0');
        }

        return true;
    }

    /// <summary>Where a word that begins with one of three-letter names stands among them; −1 when it does not.</summary>
    private static int IndexOf(string[] names, ReadOnlySpan<byte> word)
    {
        if (word.Length is < 3 or > 9) return -1;
        for (int i = 0; i < names.Length; i++)
        {
            if ((word[0] | 0x20) == names[i][0] && (word[1] | 0x20) == names[i][1] && (word[2] | 0x20) == names[i][2]) return i;
        }

        return -1;
    }
}
