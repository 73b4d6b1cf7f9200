using StrategyHost.Engine.Results;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Results;

public sealed class EquityCurveTests
{
    private static EquityCurve Curve(params (double Hours, double Equity, double Exposure)[] marks)
    {
        var curve = new EquityCurve(100, Bars.Monday, new PlainCalendar());
        foreach (var (hours, equity, exposure) in marks) curve.Add(Bars.Monday.AddHours(hours).Ticks, equity, equity, exposure);
        return curve;
    }

    [Fact]
    public void A_day_s_equity_is_the_last_of_its_events()
    {
        var curve = Curve((1, 101, 0), (2, 102, 0), (24, 103, 0), (25, 104, 0), (47, 105, 0), (100, 106, 0));
        Assert.Equal([103, 105, 106], curve.Days.Select(d => d.Equity));
        Assert.Equal([new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 2), new DateOnly(2024, 1, 5)], curve.Days.Select(d => d.Date));
    }

    [Fact]
    public void Many_events_a_day_are_resampled_as_a_walk_would()
    {
        var random = new Random(3);
        var marks = Enumerable.Range(0, 3000).Select(i => (Hours: i * 0.37, Equity: 100 + random.NextDouble(), Exposure: 0.0)).ToArray();
        var calendar = new PlainCalendar();
        var naive = marks.GroupBy(m => calendar.DateOf(Bars.Monday.AddHours(m.Hours))).Select(g => g.Last().Equity);
        Assert.Equal(naive, Curve(marks).Days.Select(d => d.Equity));
    }

    [Fact]
    public void A_long_run_keeps_rows_at_even_distances_and_its_last()
    {
        const int Events = 5 * EquityCurve.MostRows;
        var curve = new EquityCurve(100, Bars.Monday, new PlainCalendar());
        for (int i = 0; i < Events; i++)
        {
            curve.Add(Bars.Monday.AddMinutes(i).Ticks, i, 0, 0);
            if (i % 1000 == 0) Assert.Equal(i, curve.Latest.Equity);
        }

        Assert.Equal(Events, curve.Count);
        Assert.InRange(curve.Rows.Count, EquityCurve.MostRows / 2, EquityCurve.MostRows + 1);
        var equities = curve.Rows.Select(r => r.Equity).ToList();
        Assert.Equal([0, 8, 16, 24], equities.Take(4));
        Assert.Equal(Events - 1, equities[^1]);
        Assert.All(equities.SkipLast(1), (equity, i) => Assert.Equal(8 * i, equity));
    }

    [Fact]
    public void Of_two_events_at_one_instant_the_later_is_the_last_row()
    {
        var curve = Curve([.. Enumerable.Range(0, 2 * EquityCurve.MostRows).Select(i => (i / 60.0, 100.0, 0.0))]);
        Assert.Equal(100, curve.Latest.Equity);
        long end = curve.Latest.Time;
        for (int i = 0; i < 5; i++)
        {
            curve.Add(end, 101 + i, 0, 0);
            Assert.Equal(101 + i, curve.Rows[^1].Equity);
        }
    }

    [Fact]
    public void Exposure_is_weighted_by_the_time_it_was_held()
    {
        var curve = Curve((0, 100, 100), (1, 100, 0), (4, 100, 0));
        Assert.Equal(0.25, curve.MeanExposure);
        Assert.Equal([1, 0, 0], curve.Rows.Select(r => r.Exposure));
    }

    [Fact]
    public void Drawdown_lasts_from_its_peak_to_its_recovery()
    {
        var curve = Curve((24, 110, 0), (48, 99, 0), (72, 104.5, 0), (96, 110, 0), (120, 108, 0));
        Assert.Equal(0.1, curve.Drawdown.Deepest, 12);
        Assert.Equal(3, curve.Drawdown.DeepestLength.TotalDays);
        Assert.Equal([0, 0.1, 0.05, 0, 0.018], curve.Rows.Select(r => Math.Round(r.Drawdown, 3)));
    }
}
