using System.Reflection;
using StrategyHost.Indicators;

namespace StrategyHost.Sdk.Tests.Indicators;

/// <summary>What holds for all indicators.</summary>
public sealed class IndicatorTests
{
    /// <summary>Their first value depends on the data, not on a count.</summary>
    private static readonly string[] Undetermined = [nameof(ParabolicSar), nameof(PivotPoints)];

    private static IEnumerable<Type> Kinds =>
        typeof(Indicator).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Indicator)) && !t.IsAbstract);

    public static TheoryData<string> Names => [.. Kinds.Select(t => t.Name)];

    private static Indicator Create(string name)
    {
        var constructor = Kinds.First(t => t.Name == name).GetConstructors().Single();
        return (Indicator)constructor.Invoke([.. constructor.GetParameters()
            .Select(p => p.HasDefaultValue ? p.DefaultValue : p.ParameterType == typeof(double) ? 2.0 : (object)14)]);
    }

    [Fact]
    public void All_are_here() => Assert.Equal(43, Kinds.Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void The_first_value_comes_at_the_declared_warm_up(string name)
    {
        if (Undetermined.Contains(name)) return;
        var indicator = Create(name);
        int seen = 0;
        foreach (var bar in RandomBars.Of("walk"))
        {
            Assert.Equal(seen >= indicator.WarmUp, indicator.IsReady);
            indicator.Update(bar);
            seen++;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_long_standstill_leaves_no_drift(string name)
    {
        var still = new Bar(DateTime.UnixEpoch, DateTime.UnixEpoch.AddMinutes(1), 0.1, 0.1, 0.1, 0.1, 3);
        var fresh = Create(name);
        var worn = Create(name);
        foreach (var bar in RandomBars.Of("walk")) worn.Update(bar);
        for (int i = 0; i < 20_000; i++) worn.Update(still);
        for (int i = 0; i < 20_000; i++) fresh.Update(still);
        if (!fresh.IsReady || Cumulates(name)) return;
        Assert.Equal(fresh.Value, worn.Value, 1e-9);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1.1)]
    [InlineData(1469.25)]
    [InlineData(1e-7)]
    public void Averages_of_equal_inputs_are_exactly_their_value(double price)
    {
        for (int period = 1; period < 120; period++)
        {
            ValueIndicator[] averages = [new Sma(period), new Ema(period), new Wma(period), new Smma(period), new Dema(period),
                new Tema(period), new Highest(period), new Lowest(period)];
            foreach (var average in averages)
            {
                for (int i = 0; i < period + 5; i++) average.Update(price);
                Assert.True(average.Value == price, $"{average.GetType().Name}({period}) of {price:R} is {average.Value:R}");
            }
        }
    }

    [Fact]
    public void An_indicator_of_an_indicator_is_fed_its_values_and_its_warm_up_adds_up()
    {
        var closes = Naive.Closes(RandomBars.Of("walk"));
        var rsi = new Rsi(14);
        var average = new Ema(5).Of(rsi);
        Assert.Equal(15 + 5 - 1, average.WarmUp);
        var expected = Naive.Ema(Naive.Rsi(closes, 14)[14..], 5);
        var bars = RandomBars.Of("walk");
        for (int i = 0; i < bars.Count; i++)
        {
            rsi.Update(bars[i]);
            average.Update(bars[i]);
            Near.Equal(i < 14 ? double.NaN : expected[i - 14], average.Value, $"bar {i}");
        }
    }

    [Theory]
    [InlineData(BarField.Open, 1)]
    [InlineData(BarField.High, 5)]
    [InlineData(BarField.Low, 0.5)]
    [InlineData(BarField.Close, 2)]
    [InlineData(BarField.Volume, 7)]
    [InlineData(BarField.Median, 2.75)]
    [InlineData(BarField.Typical, 2.5)]
    [InlineData(BarField.Average, 2.125)]
    public void An_indicator_reads_the_field_that_it_is_told_to(BarField field, double expected)
    {
        var latest = new Sma(1).Of(field);
        latest.Update(new Bar(DateTime.UnixEpoch, DateTime.UnixEpoch, 1, 5, 0.5, 2, 7));
        Assert.Equal(expected, latest.Value);
    }

    [Fact]
    public void Lengths_that_make_no_sense_are_refused_in_a_sentence()
    {
        foreach (var kind in Kinds)
        {
            var constructor = kind.GetConstructors().Single();
            if (constructor.GetParameters().FirstOrDefault()?.ParameterType != typeof(int)) continue;
            object?[] arguments = [.. constructor.GetParameters().Select((p, i) => i == 0 ? 0 : p.HasDefaultValue ? p.DefaultValue : 2.0)];
            var thrown = Assert.Throws<TargetInvocationException>(() => constructor.Invoke(arguments)).InnerException;
            Assert.IsType<ArgumentOutOfRangeException>(thrown);
            Assert.Contains("0", thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Renko_lays_a_brick_for_every_whole_size_and_turns_after_two()
    {
        var renko = new Renko(2);
        var bricks = new List<(double, int)>();
        foreach (double close in new[] { 10.0, 11.9, 12, 16.5, 14.1, 11.9, 8, 9, 14 })
        {
            renko.Update(new Bar(DateTime.UnixEpoch, DateTime.UnixEpoch, close, close, close, close, 1));
            bricks.Add((renko.Value, renko.Bricks));
        }

        Assert.Equal([(10, 0), (10, 0), (12, 1), (16, 2), (16, 0), (12, -1), (8, -2), (8, 0), (14, 2)], bricks);
    }

    /// <summary>Whether the value keeps all of the past, or a level from it, by its definition.</summary>
    private static bool Cumulates(string name) =>
        name is nameof(Adl) or nameof(Obv) or nameof(Vwap) or nameof(ParabolicSar) or nameof(SuperTrend) or nameof(Renko)
            or nameof(ChaikinOscillator)
            or nameof(Adx) or nameof(Rsi) or nameof(ConnorsRsi) or nameof(PivotPoints);
}
