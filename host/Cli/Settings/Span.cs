using System.Globalization;

namespace StrategyHost.Cli.Settings;

/// <summary>Lengths of time as they are written on the command line: a number and d, h, m or s.</summary>
internal static class Span
{
    /// <summary>The length; null where the text is none.</summary>
    public static TimeSpan? Of(string text)
    {
        bool isNumber = double.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.Float, CultureInfo.InvariantCulture,
            out double number) && number is > 0 and < 100_000;
        TimeSpan? unit = !isNumber ? null : text[^1] switch
        {
            'd' => TimeSpan.FromDays(1),
            'h' => TimeSpan.FromHours(1),
            'm' => TimeSpan.FromMinutes(1),
            's' => TimeSpan.FromSeconds(1),
            _ => null,
        };
        return unit * number;
    }
}
