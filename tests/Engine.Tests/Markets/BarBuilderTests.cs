using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Markets;

public sealed class BarBuilderTests
{
    private static readonly Instrument X = new() { Symbol = "X" };

    [Fact]
    public void An_hour_is_stamped_and_shown_at_its_end()
    {
        var minutes = Bars.Of("X", Resolution.Minute, Bars.Monday.AddHours(10),
            [.. Enumerable.Range(0, 125).Select(i => (i + 1.0, i + 3.0, i + 0.5, i + 2.0))]);
        var hours = new List<(DateTime Seen, Bar Bar)>();
        new Scene(minutes).Run(s => s.OnBar(s.Bars("X", "1h"), bar => hours.Add((s.Clock.UtcNow, bar))));
        Assert.Equal(2, hours.Count);
        Assert.Equal(new Bar(Bars.Monday.AddHours(10), Bars.Monday.AddHours(11), 1, 62, 0.5, 61, 60_000), hours[0].Bar);
        Assert.Equal(Bars.Monday.AddHours(11), hours[0].Seen);
        Assert.Equal(61, hours[1].Bar.Open);
    }

    [Fact]
    public void A_bar_is_closed_at_its_end_even_when_no_bar_ends_there()
    {
        var start = Bars.Monday.AddHours(10);
        var series = Bars.At(X, new PlainCalendar(), Resolution.Minute, (start, 1, 1, 1, 1), (start.AddHours(3), 2, 2, 2, 2));
        var seen = new List<DateTime>();
        new Scene(series).Run(s => s.OnBar(s.Bars("X", "1h"), _ => seen.Add(s.Clock.UtcNow)));
        Assert.Equal([start.AddHours(1)], seen);
    }

    [Fact]
    public void A_bar_does_not_outlast_the_session()
    {
        var minutes =
            Bars.Of(X, new OfficeHours(), Resolution.Minute, Bars.Monday.AddHours(16), [.. Enumerable.Repeat((1.0, 1.0, 1.0, 1.0), 60)]);
        var ends = new List<DateTime>();
        new Scene(minutes).Run(s => s.OnBar(s.Bars("X", "4h"), bar => ends.Add(bar.End)));
        Assert.Equal([Bars.Monday.AddHours(17)], ends);
    }

    [Fact]
    public void A_day_holds_the_session_only()
    {
        var minutes = Bars.Of(X, new OfficeHours(), Resolution.Hour, Bars.Monday.AddHours(7),
            [.. Enumerable.Range(7, 13).Select(h => ((double)h, h + 0.5, h - 0.5, h + 0.25))]);
        Bar? day = null;
        new Scene(minutes).Run(s => s.OnBar(s.Bars("X", "1d"), bar => day = bar));
        Assert.Equal(new Bar(Bars.Monday.AddHours(9), Bars.Monday.AddHours(17), 9, 16.5, 8.5, 16.25, 8000), day);
    }

    [Fact]
    public void Sessions_and_what_trades_around_them_are_mixed_only_if_that_is_asked_for()
    {
        var hours =
            Bars.Of(X, new OfficeHours(), Resolution.Hour, Bars.Monday.AddHours(7), [.. Enumerable.Repeat((1.0, 1.0, 1.0, 1.0), 30)]);
        var apart = new List<Bar>();
        var mixed = new List<Bar>();
        var days = new List<Bar>();
        new Scene(hours).Run(s =>
        {
            s.OnBar(s.Bars("X", "4h"), apart.Add);
            s.OnBar(s.Bars("X", "4h", extended: true), mixed.Add);
            s.OnBar(s.Bars("X", "1d", extended: true), days.Add);
        });
        static (double, double) Hours(Bar bar) => ((bar.Start - Bars.Monday).TotalHours, (bar.End - Bars.Monday).TotalHours);
        Assert.Equal([(4, 8), (8, 9), (9, 12), (12, 16), (16, 17), (17, 20)], apart.Take(6).Select(Hours));
        Assert.Equal([(4, 8), (8, 12), (12, 16), (16, 20)], mixed.Take(4).Select(Hours));
        Assert.Equal((Bars.Monday, Bars.Monday.AddDays(1), 17_000), (days[0].Start, days[0].End, days[0].Volume));
    }

    [Fact]
    public void A_week_is_built_from_days_and_seen_when_it_is_over()
    {
        var hours =
            Bars.Of(X, new OfficeHours(), Resolution.Hour, Bars.Monday.AddHours(7), [.. Enumerable.Repeat((1.0, 1.0, 1.0, 1.0), 24 * 9)]);
        var weeks = new List<(DateTime Seen, Bar Bar)>();
        new Scene(hours).Run(s => s.OnBar(s.Bars("X", "1w"), bar => weeks.Add((s.Clock.UtcNow, bar))));
        var (seen, week) = Assert.Single(weeks);
        Assert.Equal((Bars.Monday.AddDays(4).AddHours(17), Bars.Monday.AddHours(9), 40_000), (seen, week.Start, week.Volume));
        Assert.Equal(seen, week.End);
    }

    [Fact]
    public void An_indicator_of_the_longer_bars_changes_only_with_them()
    {
        var minutes = Bars.Of("X", Resolution.Minute, Bars.Monday,
            [.. Enumerable.Range(1, 30).Select(i => ((double)i, (double)i, (double)i, (double)i))]);
        var values = new List<double>();
        new Scene(minutes).Run(s =>
        {
            var average = s.Sma(s.Bars("X", "5m"), 2);
            s.OnBar("X", _ => values.Add(average.Value));
        });
        Assert.All(values.Take(9), v => Assert.True(double.IsNaN(v)));
        Assert.Equal([7.5, 7.5, 7.5, 7.5, 7.5, 12.5], values.Skip(9).Take(6));
    }

    [Fact]
    public void Resampling_a_whole_series_gives_the_same_bars()
    {
        var random = new Random(7);
        var minutes = Bars.Of("X", Resolution.Minute, Bars.Monday,
            [.. Enumerable.Range(0, 600).Select(_ => random.NextDouble() + 10).Select(p => (p, p + 1, p - 1, p + 0.5))]);
        var built = new List<Bar>();
        new Scene(minutes).Run(s => s.OnBar(s.Bars("X", "15m"), built.Add));
        var resampled = BarResampler.To(minutes, Resolution.Parse("15m"));
        Assert.Equal(built, Enumerable.Range(0, resampled.Count).Select(i => resampled[i]));
        Assert.Same(minutes, BarResampler.To(minutes, Resolution.Minute));
    }

    [Fact]
    public void Resampling_keeps_the_part_of_a_span_with_which_the_data_ends()
    {
        var minutes = Bars.Of("X", Resolution.Minute, Bars.Monday, [.. Enumerable.Repeat((1.0, 1.0, 1.0, 1.0), 7)]);
        Assert.Equal(2, BarResampler.To(minutes, Resolution.Parse("5m")).Count);
    }
}
