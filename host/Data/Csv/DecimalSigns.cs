namespace StrategyHost.Data.Csv;

/// <summary>Finds out which decimal sign numbers prove. <c>1.234,5</c>, <c>12,50</c> and <c>1.234.567</c> prove a comma, <c>1,234.5</c> and
/// <c>12.50</c> a point; <c>1,234</c> proves nothing.</summary>
internal sealed class DecimalSigns
{
    private bool hasPoint;
    private bool hasComma;

    /// <summary>What the numbers so far prove.</summary>
    public DecimalSign Proven => hasPoint ? DecimalSign.Point : hasComma ? DecimalSign.Comma : DecimalSign.Unknown;

    /// <summary>Looks at one more number.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        if (LooseNumber.Strip(text, isVolume: true, out var number, out _, out _) && Prove(number) is { } sign)
        {
            hasPoint |= sign == DecimalSign.Point;
            hasComma |= sign == DecimalSign.Comma;
        }
    }

    private static DecimalSign? Prove(ReadOnlySpan<byte> number)
    {
        int lastPoint = number.LastIndexOf((byte)'.');
        int lastComma = number.LastIndexOf((byte)',');
        if (lastPoint >= 0 && lastComma >= 0) return lastPoint > lastComma ? DecimalSign.Point : DecimalSign.Comma;
        if (lastPoint < 0 && lastComma < 0) return null;
        byte mark = lastPoint >= 0 ? (byte)'.' : (byte)',';
        int last = Math.Max(lastPoint, lastComma);
        var itself = mark == (byte)'.' ? DecimalSign.Point : DecimalSign.Comma;
        var other = mark == (byte)'.' ? DecimalSign.Comma : DecimalSign.Point;
        if (number.Count(mark) > 1) return other;
        bool couldGroup = number.Length - last - 1 == 3 && last is >= 1 and <= 3 && number[0] != (byte)'0';
        return couldGroup ? null : itself;
    }
}
