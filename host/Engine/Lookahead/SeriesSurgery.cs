namespace StrategyHost.Engine.Lookahead;

/// <summary>Changes a series in ways that a strategy without look-ahead cannot notice before an instant.</summary>
internal static class SeriesSurgery
{
    /// <summary>The series up to an instant.</summary>
    public static BarSeries Cut(BarSeries series, DateTime instant) =>
        Of(series, Bars(series).TakeWhile(b => b.End <= instant));

    /// <summary>The series with seeded noise in place of every bar that ends after an instant.</summary>
    public static BarSeries Noise(BarSeries series, DateTime instant, Random random)
    {
        double last = 0;
        return Of(series, Bars(series).Select(bar =>
        {
            if (bar.End <= instant)
            {
                last = bar.Close;
                return bar;
            }

            double around = last > 0 ? last : bar.Open;
            double open = around * (0.2 + (3 * random.NextDouble()));
            double close = around * (0.2 + (3 * random.NextDouble()));
            double high = Math.Max(open, close) * (1 + random.NextDouble());
            double low = Math.Min(open, close) * (1 - (0.5 * random.NextDouble()));
            return bar with
            {
                Open = open,
                High = high,
                Low = low,
                Close = close,
                Volume = Math.Round(bar.Volume * 2 * random.NextDouble())
            };
        }));
    }

    /// <summary>The series without its first bars.</summary>
    public static BarSeries Skip(BarSeries series, int count) => Of(series, Bars(series).Skip(count));

    private static IEnumerable<Bar> Bars(BarSeries series)
    {
        for (int i = 0; i < series.Count; i++) yield return series[i];
    }

    private static BarSeries Of(BarSeries series, IEnumerable<Bar> bars)
    {
        var list = bars.ToList();
        T[] Column<T>(Func<Bar, T> field) => [.. list.Select(field)];
        return new BarSeries(
            series.Instrument, series.Calendar, series.Resolution, Column(b => b.Start.Ticks), Column(b => b.End.Ticks),
            Column(b => b.Open), Column(b => b.High), Column(b => b.Low), Column(b => b.Close), Column(b => b.Volume))
        {
            Actions = series.Actions,
        };
    }
}
