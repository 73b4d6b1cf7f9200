namespace StrategyHost;

/// <summary>When a market trades. All instants are UTC; dates are the exchange's own.</summary>
public abstract class TradingCalendar
{
    /// <summary>The name by which instruments refer to it, such as <c>XNYS</c> or <c>24/7</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The IANA name of the exchange's time zone.</summary>
    public abstract string Zone { get; }

    /// <summary>Trading days a year, for statistics that are stated per year: 252 for exchanges, 260 for currencies, 365 for markets that
    /// never close.</summary>
    public abstract int PeriodsPerYear { get; }

    /// <summary>
    /// The session of a date; null when the market is closed that day, or when the calendar does not know its sessions.
    /// </summary>
    public abstract TradingSession? SessionOn(DateOnly date);

    /// <summary>
    /// The session that holds this instant, lunch breaks included; null when the market is closed then, or when the
    /// calendar does not know its sessions.
    /// </summary>
    public abstract TradingSession? SessionAt(DateTime utc);

    /// <summary>Whether orders can trade at this instant; false in breaks. A calendar that does not know its sessions says true.</summary>
    public abstract bool IsOpen(DateTime utc);

    /// <summary>The trading date to which an instant belongs. An instant that ends a day belongs to the day that it ends.</summary>
    public abstract DateOnly DateOf(DateTime utc);

    /// <summary>UTC to the exchange's wall time.</summary>
    public abstract DateTime ToLocal(DateTime utc);

    /// <summary>
    /// The exchange's wall time to UTC. A time that the clocks skip maps to the instant after the gap; one that they
    /// repeat maps to its first pass.
    /// </summary>
    public abstract DateTime ToUtc(DateTime local);

    /// <summary>
    /// From the open of the first session of these dates to the close of the last, UTC; from midnight to midnight where the calendar
    /// knows no session of them.
    /// </summary>
    /// <param name="first">The first date.</param>
    /// <param name="last">The last date, not before <paramref name="first"/>.</param>
    public (DateTime Start, DateTime End) SpanOf(DateOnly first, DateOnly last)
    {
        var open = SessionOn(first);
        for (var date = first; open is null && date < last;) open = SessionOn(date = date.AddDays(1));
        if (open is null) return (ToUtc(first.ToDateTime(TimeOnly.MinValue)), ToUtc(last.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        var close = SessionOn(last);
        for (var date = last; close is null;) close = SessionOn(date = date.AddDays(-1));
        return (open.Value.Open, close.Value.Close);
    }
}
