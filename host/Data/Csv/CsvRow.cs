using System.Text;

namespace StrategyHost.Data.Csv;

/// <summary>Reads the rows of one layout.</summary>
internal sealed class CsvRow
{
    private const double LargestPrice = 1e12;
    private const double LargestVolume = 1e15;
    private readonly Fields fields = new();
    private readonly CsvLayout layout;
    private readonly ColumnRoles columns;
    private readonly RowTimes times;
    private readonly int needed;
    private readonly int most;
    private readonly byte[]? symbol;

    public CsvRow(CsvLayout layout)
    {
        this.layout = layout;
        columns = layout.Columns;
        times = new RowTimes(layout);
        needed = columns.Needed;
        most = layout.MostFields > 0 ? layout.MostFields : int.MaxValue;
        symbol = layout.OnlySymbol is { } name ? Encoding.UTF8.GetBytes(name) : null;
    }

    /// <summary>When the latest row says that it was.</summary>
    public ReadTime Time { get; private set; }

    /// <summary>The prices of the latest row, without times.</summary>
    public Bar Prices { get; private set; }

    /// <summary>The number of ticks of the latest row; 0 where the layout has none beside the volume.</summary>
    public double TickVolume { get; private set; }

    /// <summary>Whether the latest row is no bar because it has a time and no price at all.</summary>
    public bool HasNoPrices { get; private set; }

    /// <summary>Whether the latest row is of another symbol of a file of several.</summary>
    public bool IsOfOtherSymbol { get; private set; }

    /// <summary>How many fields the latest row has.</summary>
    public int FieldCount => fields.Count;

    /// <summary>How many rows had no volume so far. It is 0 for them.</summary>
    public int WithoutVolume { get; private set; }

    /// <summary>Reads a row.</summary>
    /// <returns>What is wrong with it, as the end of a sentence; null when nothing is.</returns>
    public string? Read(ReadOnlySpan<byte> line)
    {
        HasNoPrices = IsOfOtherSymbol = false;
        fields.Split(line, layout.Delimiter);
        if (fields.Count < needed) return $"it has {fields.Count} fields and {needed} are needed";
        if (fields.Count > most && TooMany(line) is { } surplus) return surplus;
        if (symbol is not null && !fields.Get(line, columns.Symbol).SequenceEqual(symbol))
        {
            IsOfOtherSymbol = true;
            return "it is of another symbol";
        }

        if (times.Read(fields, line, out var time) is { } problem) return problem;
        Time = time;
        return ReadPrices(line);
    }

    private string? TooMany(ReadOnlySpan<byte> line)
    {
        for (int i = most; i < fields.Count; i++)
        {
            if (fields.Get(line, i).IsEmpty) continue;
            return layout.Delimiter == (byte)','
                ? $"it has {fields.Count} fields and there are {most} columns: a number with a comma in it must stand in quotes, or "
                    + $"fields be separated by semicolons"
                : $"it has {fields.Count} fields and there are {most} columns";
        }

        return null;
    }

    private string? ReadPrices(ReadOnlySpan<byte> line)
    {
        Prices = default;
        if (Price(line, columns.Open, "open", out double open) is { } badOpen) return NoPrices(line) ?? badOpen;
        if (Price(line, columns.High, "high", out double high) is { } badHigh) return badHigh;
        if (Price(line, columns.Low, "low", out double low) is { } badLow) return badLow;
        if (Price(line, columns.Close, "close", out double close) is { } badClose) return badClose;
        double volume = 0;
        if (columns.Volume >= 0 && Volume(line, out volume) is { } badVolume) return badVolume;
        var prices = new Bar(default, default, open, high, low, close, volume);
        if (columns.AdjustedClose >= 0)
        {
            if (Price(line, columns.AdjustedClose, "adjusted close", out double adjusted) is { } badAdjusted) return badAdjusted;
            if (close != 0) prices = Adjust(prices, adjusted);
        }

        Prices = prices;
        return null;
    }

    /// <summary>Scales all prices as the close was. A high that was at its close stays there in spite of rounding, and a low too.</summary>
    private static Bar Adjust(in Bar bar, double close)
    {
        double factor = close / bar.Close;
        double open = bar.Open * factor;
        double high = bar.High * factor;
        double low = bar.Low * factor;
        if (bar.High >= bar.Close) high = Math.Max(high, close);
        if (bar.Low <= bar.Close) low = Math.Min(low, close);
        return bar with { Open = open, High = high, Low = low, Close = close };
    }

    private string? NoPrices(ReadOnlySpan<byte> line)
    {
        HasNoPrices = MissingText.Is(fields.Get(line, columns.Open)) && MissingText.Is(fields.Get(line, columns.High))
            && MissingText.Is(fields.Get(line, columns.Low)) && MissingText.Is(fields.Get(line, columns.Close));
        return HasNoPrices ? "its prices are missing" : null;
    }

    private string? Volume(ReadOnlySpan<byte> line, out double volume)
    {
        if (columns is { TickVolume: < 0, AddedVolume: < 0 }) return OneVolume(line, columns.Volume, out volume);
        TickVolume = 0;
        if (columns.TickVolume >= 0 && !MissingText.Is(fields.Get(line, columns.TickVolume)))
        {
            if (Number(line, columns.TickVolume, "tick volume", LargestVolume, out double ticks) is { } badTicks)
            {
                volume = 0;
                return badTicks;
            }

            TickVolume = ticks;
        }

        string? problem = OneVolume(line, columns.Volume, out volume);
        if (problem is not null || columns.AddedVolume < 0) return problem;
        problem = OneVolume(line, columns.AddedVolume, out double added);
        volume += added;
        return problem;
    }

    private string? OneVolume(ReadOnlySpan<byte> line, int column, out double volume)
    {
        if (Number(line, column, "volume", LargestVolume, out volume) is not { } problem) return null;
        if (!MissingText.Is(fields.Get(line, column))) return problem;
        WithoutVolume++;
        volume = 0;
        return null;
    }

    private string? Price(ReadOnlySpan<byte> line, int column, string name, out double price)
    {
        string? problem = Number(line, column, name, LargestPrice * layout.PriceScale, out price);
        price /= layout.PriceScale;
        return problem;
    }

    private string? Number(ReadOnlySpan<byte> line, int column, string name, double largest, out double number)
    {
        var text = fields.Get(line, column);
        if (!TryNumber(text, name, out number) || !double.IsFinite(number)) return Unreadable(text, name);
        return Math.Abs(number) <= largest ? null : $"its {name} {Show(text)} is too large to be one";
    }

    private bool TryNumber(ReadOnlySpan<byte> text, string name, out double number) =>
        (layout.Decimal != DecimalSign.Comma && NumberText.TryParse(text, out number))
        || LooseNumber.TryParse(text, layout.Decimal, isVolume: name.EndsWith("volume", StringComparison.Ordinal), out number);

    private string Unreadable(ReadOnlySpan<byte> text, string name)
    {
        if (MissingText.Is(text)) return text.IsEmpty ? $"its {name} is missing" : $"its {name} is missing: '{Show(text)}'";
        string shown = Show(text);
        if (layout.Decimal == DecimalSign.Unknown && LooseNumber.IsAmbiguous(text))
            return $"its {name} '{shown}' is thousands, or has a decimal comma: say which with 'strategyhost data import FILE --decimal "
                + $".' or '--decimal ,'";
        return layout.Decimal != DecimalSign.Comma && LooseNumber.TryParse(text, DecimalSign.Comma, isVolume: true, out _)
            ? $"its {name} '{shown}' is not a number with a decimal point: where it is a decimal comma, say so with 'strategyhost data "
                + $"import FILE --decimal ,'"
            : $"its {name} '{shown}' is not a number";
    }

    private static string Show(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text.Length <= 40 ? text : text[..40]);
}
