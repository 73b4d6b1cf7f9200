namespace StrategyHost.Engine.Markets;

/// <summary>
/// Builds longer bars from a market's own. Each is stamped with the end of its span and closed exactly then, whether
/// or not a bar of the data ends there. Spans are counted from the exchange's midnight, and are cut at the open and the close of
/// sessions (<see cref="IntradaySpans"/>). Bars of a day, a week or months hold the regular sessions of their dates where the calendar
/// knows them, and whole dates otherwise. A bar of ticks, volume or value ends with the tick or bar that fills it, whatever that
/// brings beyond.
/// </summary>
public sealed class BarBuilder
{
    private readonly TradingCalendar calendar;
    private readonly Resolution resolution;
    private readonly bool isExtended;
    private readonly IntradaySpans intraday;
    private readonly bool isOfSeveralDays;
    private BarListeners listeners;
    private Bar building;
    private Bar latest;
    private bool isBuilding;
    private double filled;

    /// <summary>A builder.</summary>
    /// <param name="calendar">The market's calendar.</param>
    /// <param name="view">Which bars to build; it names a resolution.</param>
    /// <param name="listeners">What listens to them.</param>
    public BarBuilder(TradingCalendar calendar, BarView view, BarListeners listeners)
    {
        this.calendar = calendar;
        this.listeners = listeners;
        View = view;
        resolution = view.Resolution!.Value;
        isExtended = view.IsExtended;
        intraday = new IntradaySpans(calendar, resolution.Span, isExtended);
        isOfSeveralDays = resolution is { IsOfDays: true, IsDaily: false };
    }

    /// <summary>What listens to the longer bars.</summary>
    public BarListeners Listeners => listeners;

    /// <summary>Which bars it builds.</summary>
    public BarView View { get; }

    /// <summary>Lets others listen from now on.</summary>
    public void Listen(BarListeners toBars) => listeners = toBars;

    /// <summary>The latest bar that has ended; meaningless before the first.</summary>
    public ref readonly Bar Latest => ref latest;

    /// <summary>When the bar at hand ends, in ticks; <see cref="long.MaxValue"/> when none is at hand.</summary>
    public long Due { get; private set; } = long.MaxValue;

    /// <summary>Takes a bar of the market into the bar at hand.</summary>
    public void Add(in Bar bar)
    {
        if (!isBuilding && !TryBegin(bar)) return;
        if (isOfSeveralDays && !IsOfSession(bar)) return;
        building = building with
        {
            High = Math.Max(building.High, bar.High),
            Low = Math.Min(building.Low, bar.Low),
            Close = bar.Close,
            Volume = building.Volume + bar.Volume,
        };
        if (resolution.Measure == BarMeasure.Time) return;
        filled += resolution.Measure switch
        {
            BarMeasure.Ticks => 1,
            BarMeasure.Volume => bar.Volume,
            _ => bar.Volume * bar.Close,
        };
        if (filled < resolution.Amount) return;
        building = building with { End = bar.End };
        Due = bar.End.Ticks;
    }

    /// <summary>Brings the bar at hand in line with a split or dividend, before the first bar after it is added.</summary>
    public void Rescale(in PriceScale action)
    {
        if (!View.Adjustment.Covers(action.Kind)) return;
        building = building.Scaled(action.Prices, action.Volumes);
        if (resolution.Measure == BarMeasure.Volume) filled *= action.Volumes;
    }

    /// <summary>Ends the bar at hand.</summary>
    public void Close()
    {
        latest = building;
        isBuilding = false;
        Due = long.MaxValue;
    }

    private bool TryBegin(in Bar bar)
    {
        filled = 0;
        if (resolution.Measure != BarMeasure.Time)
        {
            building = new Bar(bar.Start, bar.End, bar.Open, bar.High, bar.Low, bar.Close, 0);
            isBuilding = true;
            return true;
        }

        if (Span(bar) is not { } span) return false;
        Due = span.End.Ticks;
        building = new Bar(span.Start, span.End, bar.Open, bar.High, bar.Low, bar.Close, 0);
        isBuilding = true;
        return true;
    }

    private (DateTime Start, DateTime End)? Span(in Bar bar)
    {
        if (!resolution.IsOfDays) return intraday.Around(bar.Start == bar.End ? bar.Start : bar.End.AddTicks(-1));
        if (!IsOfSession(bar)) return null;
        var (first, last) = resolution.DatesAround(calendar.DateOf(bar.End));
        (DateTime Start, DateTime End) span = isExtended ? (Midnight(first), Midnight(last.AddDays(1))) : calendar.SpanOf(first, last);
        return span.End > bar.Start ? span : null;
    }

    private DateTime Midnight(DateOnly date) => calendar.ToUtc(date.ToDateTime(TimeOnly.MinValue));

    /// <summary>Whether a bar counts: it lies in the session of its date, or the calendar does not know that, or the hours around it are
    /// asked for.</summary>
    private bool IsOfSession(in Bar bar) => isExtended ||
        calendar.SessionOn(calendar.DateOf(bar.End)) is not { } session || (bar.Start >= session.Open && bar.End <= session.Close);
}
