namespace StrategyHost.Data.Csv;

/// <summary>
/// Finds the columns of rows without a header: perhaps a symbol, a date or time, perhaps a time of day, then open, high, low, close
/// and volume, which the prices themselves must bear out.
/// </summary>
internal static class HeaderlessRows
{
    private const int KlineFields = 12;
    private const int RowsToCheck = 100;

    /// <summary>The layout of rows; null when they are not of that order.</summary>
    public static CsvLayout? Recognize(IReadOnlyList<SampledLine> lines, byte delimiter)
    {
        byte[] first = lines[0].Text;
        var fields = new Fields();
        fields.Split(first, delimiter);
        if (fields.Count == KlineFields && fields.Get(first, 0) is { Length: 13 or 16 } stamp
            && !stamp.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return CsvRecognizer.InOrder("Binance klines") with { Delimiter = delimiter, Stamps = BarStamps.Start, Zone = "UTC" };
        int time = IsTime(fields.Get(first, 0)) ? 0 : IsTime(fields.Get(first, 1))
            && char.IsAsciiLetter((char)fields.Get(first, 0).ToArray().FirstOrDefault((byte)'0')) ? 1 : -1;
        if (time < 0) return null;
        bool isOrder = Holds(lines, delimiter, time + 1);
        if (!isOrder && ClockText.TryParse(fields.Get(first, time + 1), out _) && Holds(lines, delimiter, time + 2))
            return Layout(fields.Count, delimiter, time, hasClock: true);
        return isOrder ? Layout(fields.Count, delimiter, time, hasClock: false) : null;
    }

    private static CsvLayout Layout(int count, byte delimiter, int time, bool hasClock)
    {
        int open = time + (hasClock ? 2 : 1);
        int volume = open + 4 < count ? open + 4 : -1;
        string order =
            $"{(time == 1 ? "symbol," : "")}{(hasClock ? "date,time," : "time,")}open,high,low,close{(volume < 0 ? "" : ",volume")}";
        return new CsvLayout
        {
            Delimiter = delimiter,
            MostFields = count,
            Columns = new ColumnRoles
            {
                Symbol = time - 1,
                Time = time,
                TimeOfDay = hasClock ? time + 1 : -1,
                Open = open,
                High = open + 1,
                Low = open + 2,
                Close = open + 3,
                Volume = volume,
            },
            Description = $"columns by the usual order {order}, for want of a header",
        };
    }

    private static bool IsTime(ReadOnlySpan<byte> text) =>
        TimeText.TryParse(text, out _) || TimeText.TryParse(text, DateOrder.MonthDayYear, out _)
        || TimeText.TryParse(text, DateOrder.DayMonthYear, out _) || TimeText.TryParse(text, DateOrder.YearMonthDay, out _);

    /// <summary>Whether in most rows the columns from one on are an open, a high that nothing is above, a low that nothing is below, and a
    /// close.</summary>
    private static bool Holds(IReadOnlyList<SampledLine> lines, byte delimiter, int open)
    {
        var fields = new Fields();
        int bars = 0;
        int others = 0;
        foreach (var line in lines.Take(RowsToCheck))
        {
            fields.Split(line.Text, delimiter);
            if (IsBar(fields, line.Text, open)) bars++;
            else others++;
        }

        return bars > others;
    }

    private static bool IsBar(Fields fields, byte[] line, int at)
    {
        Span<double> prices = stackalloc double[4];
        for (int i = 0; i < 4; i++)
        {
            var text = fields.Get(line, at + i);
            if (!LooseNumber.TryParse(text, DecimalSign.Point, isVolume: false, out prices[i])
                && !LooseNumber.TryParse(text, DecimalSign.Comma, isVolume: false, out prices[i])) return false;
        }

        return prices[1] >= Math.Max(prices[0], prices[3]) && prices[2] <= Math.Min(prices[0], prices[3]);
    }
}
