using StrategyHost.Indicators;

namespace StrategyHost;

/// <content>How indicators come to a strategy.</content>
public abstract partial class Strategy
{
    private readonly Dictionary<Indicator, BarView> seriesOf = new(ReferenceEqualityComparer.Instance);

    /// <summary>Declares an indicator of whole bars, such as one of your own: it takes each bar of the series before the handlers
    /// run.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="indicator">The indicator, not declared before.</param>
    /// <returns>The indicator.</returns>
    /// <exception cref="ArgumentException">It is declared already.</exception>
    public T Use<T>(BarView bars, T indicator)
        where T : Indicator
    {
        if (!seriesOf.TryAdd(indicator, bars))
            throw new ArgumentException($"This {indicator.GetType().Name} is declared already: make a new one for each series.",
                nameof(indicator));
        Context.Bind(bars, indicator);
        return indicator;
    }

    /// <summary>Declares an indicator that reads one field of the bars.</summary>
    /// <inheritdoc cref="Use{T}(BarView, T)"/>
    /// <param name="bars">The series.</param>
    /// <param name="indicator">The indicator, not declared before.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public T Use<T>(BarView bars, T indicator, BarField field)
        where T : ValueIndicator
    {
        indicator.Of(field);
        return Use(bars, indicator);
    }

    /// <summary>Declares an indicator of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="indicator">The indicator, not declared before.</param>
    /// <returns>The indicator.</returns>
    /// <exception cref="ArgumentException">The source is not declared, or the indicator is declared already.</exception>
    public T Use<T>(Indicator source, T indicator)
        where T : ValueIndicator
    {
        if (!seriesOf.TryGetValue(source, out var bars))
            throw new ArgumentException($"This {source.GetType().Name} has no series yet: declare it with its verb or with Use first.",
                nameof(source));
        indicator.Of(source);
        return Use(bars, indicator);
    }
}
