using System.Reflection;
using StrategyHost.Indicators;

namespace StrategyHost.Sdk.Tests.Strategies;

/// <summary>Every verb that declares an indicator makes one of its kind, bound to its series and reading what it was told to.</summary>
public sealed class IndicatorVerbTests
{
    private static readonly MethodInfo[] Verbs =
        [.. typeof(Strategy).GetMethods().Where(m => !m.IsGenericMethod && m.ReturnType.IsSubclassOf(typeof(Indicator)))];

    private static object Argument(ParameterInfo parameter, object series) => parameter.ParameterType switch
    {
        var type when type == typeof(BarView) || type == typeof(Indicator) => series,
        var type when type == typeof(int) => parameter.HasDefaultValue ? parameter.DefaultValue! : 14,
        var type when type == typeof(double) => parameter.HasDefaultValue ? parameter.DefaultValue! : 2.0,
        var type when type == typeof(BarField) => BarField.High,
        _ => parameter.DefaultValue!,
    };

    [Fact]
    public void Every_kind_of_indicator_has_a_verb() => Assert.Equal(
        typeof(Indicator).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Indicator)) && !t.IsAbstract).Select(t => t.Name)
            .Order(),
        Verbs.Select(v => v.Name).Distinct().Order());

    [Fact]
    public void A_verb_makes_its_indicator_and_binds_it_to_the_bars()
    {
        var view = new BarView("X", Resolution.Hour);
        foreach (var verb in Verbs.Where(v => v.GetParameters()[0].ParameterType == typeof(BarView)))
        {
            var context = new RecordingContext();
            var strategy = new EmptyStrategy(context);
            var made = verb.Invoke(strategy, [.. verb.GetParameters().Select(p => Argument(p, view))]);
            Assert.Equal(verb.Name, made!.GetType().Name);
            Assert.Equal((view, made), Assert.Single(context.Bound));
        }
    }

    [Fact]
    public void A_verb_on_another_indicator_reads_its_values_on_the_same_bars()
    {
        foreach (var verb in Verbs.Where(v => v.GetParameters()[0].ParameterType == typeof(Indicator)))
        {
            var context = new RecordingContext();
            var strategy = new EmptyStrategy(context);
            var source = strategy.Highest("X", 3, BarField.High);
            var made = (Indicator)verb.Invoke(strategy, [.. verb.GetParameters().Select(p => Argument(p, source))])!;
            Assert.Equal([source, made], context.Bound.Select(b => b.Indicator));
            Assert.All(context.Bound, b => Assert.Equal("X", b.View.Symbol));
            Assert.True(made.WarmUp > source.WarmUp - 1, verb.Name);
        }
    }

    [Fact]
    public void A_field_can_be_chosen()
    {
        var highs = new EmptyStrategy(new RecordingContext()).Sma("X", 1, BarField.High);
        highs.Update(new Bar(DateTime.UnixEpoch, DateTime.UnixEpoch, 1, 5, 0.5, 2, 7));
        Assert.Equal(5, highs.Value);
    }

    [Fact]
    public void An_indicator_is_declared_once_and_after_its_source()
    {
        var strategy = new EmptyStrategy(new RecordingContext());
        var own = strategy.Use("X", new Atr(3));
        Assert.Contains("declared already", Assert.Throws<ArgumentException>(() => strategy.Use("Y", own)).Message,
            StringComparison.Ordinal);
        Assert.Contains("has no series yet", Assert.Throws<ArgumentException>(() => strategy.Use(new Atr(3), new Sma(3))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_host_is_there_from_Declare_on()
    {
        var homeless = new EmptyStrategy(null);
        Assert.Contains("only from its Declare method on", Assert.Throws<InvalidOperationException>(() => homeless.Log).Message,
            StringComparison.Ordinal);
        var strategy = new EmptyStrategy(new RecordingContext());
        Assert.Contains("has a host already",
            Assert.Throws<InvalidOperationException>(() => strategy.Attach(new RecordingContext())).Message, StringComparison.Ordinal);
    }
}
