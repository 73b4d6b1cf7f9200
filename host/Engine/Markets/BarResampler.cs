namespace StrategyHost.Engine.Markets;

/// <summary>Makes a series of longer bars of a whole series, by the rules of <see cref="BarBuilder"/>. The last may hold only a part of its
/// span. A bar in which a split falls is in the terms of after it, as are orders and positions by then.</summary>
public static class BarResampler
{
    /// <summary>The longer bars; the series itself when they are as long as its own.</summary>
    /// <param name="series">The shorter bars.</param>
    /// <param name="resolution">A multiple of their length.</param>
    public static BarSeries To(BarSeries series, Resolution resolution)
    {
        if (series.Resolution == resolution) return series;
        var longer = new List<Bar>();
        var view = new BarView(series.Instrument.Symbol, resolution);
        var builder = new BarBuilder(series.Calendar, view, new BarListeners(view, [], [], []));
        int nextAction = 0;
        long nextTime = ActionSchedule.TicksOf(series, 0);
        for (int i = 0; i < series.Count; i++)
        {
            var bar = series[i];
            if (builder.Due <= bar.Start.Ticks || builder.Due < bar.End.Ticks) Close(builder, longer);
            for (; bar.End.Ticks > nextTime; nextTime = ActionSchedule.TicksOf(series, ++nextAction))
                builder.Rescale(ActionSchedule.ScaleOf(series.Actions[nextAction], double.NaN));

            builder.Add(in bar);
            if (builder.Due <= bar.End.Ticks) Close(builder, longer);
        }

        if (builder.Due != long.MaxValue) Close(builder, longer);
        return new BarSeries(
            series.Instrument, series.Calendar, resolution,
            Column(longer, b => b.Start.Ticks), Column(longer, b => b.End.Ticks),
            Column(longer, b => b.Open), Column(longer, b => b.High), Column(longer, b => b.Low), Column(longer, b => b.Close),
            Column(longer, b => b.Volume),
            series)
        {
            Actions = series.Actions,
        };
    }

    private static void Close(BarBuilder builder, List<Bar> longer)
    {
        builder.Close();
        longer.Add(builder.Latest);
    }

    private static T[] Column<T>(List<Bar> bars, Func<Bar, T> field) => [.. bars.Select(field)];
}
