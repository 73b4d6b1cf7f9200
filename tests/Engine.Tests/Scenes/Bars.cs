namespace StrategyHost.Engine.Tests.Scenes;

/// <summary>Builds small series of bars.</summary>
internal static class Bars
{
    public static readonly DateTime Monday = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Daily bars of symbol X from Monday on.</summary>
    public static BarSeries Daily(params (double Open, double High, double Low, double Close)[] bars) =>
        Of("X", Resolution.Day, Monday, bars);

    /// <summary>Daily bars of X that stand still at each price in turn.</summary>
    public static BarSeries Flat(params double[] prices) => Daily([.. prices.Select(p => (p, p, p, p))]);

    /// <summary>Daily bars of X that stand still at each price in turn, with splits and dividends.</summary>
    public static BarSeries With(CorporateAction[] actions, params double[] prices) => WithActions(Flat(prices), actions, volume: 0);

    /// <summary>The same bars with splits and dividends.</summary>
    public static BarSeries WithActions(BarSeries series, CorporateAction[] actions, double volume = 1000)
    {
        T[] All<T>(Func<Bar, T> field) => [.. Enumerable.Range(0, series.Count).Select(i => field(series[i]))];
        return new BarSeries(
            series.Instrument, series.Calendar, series.Resolution, All(b => b.Start.Ticks), All(b => b.End.Ticks),
            All(b => b.Open), All(b => b.High), All(b => b.Low), All(b => b.Close), All(_ => volume))
        {
            Actions = actions,
        };
    }

    /// <summary>Consecutive bars.</summary>
    public static BarSeries Of(string symbol, Resolution resolution, DateTime start,
        params (double Open, double High, double Low, double Close)[] bars) =>
        Of(new Instrument { Symbol = symbol }, new PlainCalendar(), resolution, start, bars);

    /// <summary>Consecutive bars.</summary>
    public static BarSeries Of(
        Instrument instrument, TradingCalendar calendar, Resolution resolution, DateTime start,
        params (double Open, double High, double Low, double Close)[] bars) =>
        At(instrument, calendar, resolution, [.. bars.Select((b, i) => (start + i * resolution.Span, b.Open, b.High, b.Low, b.Close))]);

    /// <summary>Bars with starts of their own.</summary>
    public static BarSeries At(
        Instrument instrument, TradingCalendar calendar, Resolution resolution,
        params (DateTime Start, double Open, double High, double Low, double Close)[] bars) => new(
            instrument, calendar, resolution,
            bars.Select(b => b.Start.Ticks).ToArray(),
            bars.Select(b => (b.Start + resolution.Span).Ticks).ToArray(),
            bars.Select(b => b.Open).ToArray(),
            bars.Select(b => b.High).ToArray(),
            bars.Select(b => b.Low).ToArray(),
            bars.Select(b => b.Close).ToArray(),
            bars.Select(_ => 1000.0).ToArray());
}
