using System.Globalization;

namespace StrategyHost.Engine.Venues;

/// <summary>The words for how orders fill: the same on the command line of a backtest and in a deployment. The first of each is the
/// default.</summary>
public static class FillSpec
{
    /// <summary>Which price market orders get.</summary>
    public static (string Word, FillTiming Value)[] Timings => [("next-open", FillTiming.NextOpen), ("close", FillTiming.Close)];

    /// <summary>What a limit order needs.</summary>
    public static (string Word, LimitFillRule Value)[] LimitFills =>
        [("touch", LimitFillRule.Touch), ("through", LimitFillRule.Through)];

    /// <summary>Which linked order a bar that touches several fills.</summary>
    public static (string Word, BarPathModel Value)[] Paths =>
    [
        ("stops-first", BarPathModel.StopsFirst), ("ohlc", BarPathModel.OpenHighLowClose), ("adaptive", BarPathModel.Adaptive)
    ];

    /// <summary>A part above zero and at most the whole, such as <c>10%</c>, as a ratio; null when none is given.</summary>
    /// <param name="setting">What messages call it.</param>
    /// <param name="text">The part; null for none.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static double? Part(string setting, string? text)
    {
        if (text is null) return null;
        bool isRead = double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent);
        return isRead && text.EndsWith('%') && percent is > 0 and <= 100
            ? percent / 100 : throw new FormatException($"{setting} takes a part such as 10%, not '{text}'.");
    }

    /// <summary>A delay such as <c>250ms</c>; none when it is not given.</summary>
    /// <exception cref="FormatException">It is no delay.</exception>
    public static LatencySpan Delay(string? text) => text is null ? default : LatencySpan.Parse(text);
}
