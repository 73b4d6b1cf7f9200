namespace StrategyHost.Live.Feeds;

/// <summary>What a plugin told about a symbol when a session began.</summary>
/// <param name="Instrument">The terms on which it trades.</param>
/// <param name="HasQuotes">Whether its ticks are quotes.</param>
/// <param name="Past">Bars from before, oldest first, that warm indicators up.</param>
public sealed record KnownMarket(Instrument Instrument, bool HasQuotes, IReadOnlyList<Bar> Past)
{
    /// <summary>Its bars as a series.</summary>
    internal BarSeries Series(Resolution resolution, TradingCalendar calendar) => new(
        Instrument, calendar, resolution, Past.Select(b => b.Start.Ticks).ToArray(), Past.Select(b => b.End.Ticks).ToArray(),
        Column(b => b.Open), Column(b => b.High), Column(b => b.Low), Column(b => b.Close), Column(b => b.Volume))
    {
        Quotes = HasQuotes ? new QuoteColumns(Column(b => b.Close), Column(_ => 0), Column(b => b.Close), Column(_ => 0)) : null,
    };

    private double[] Column(Func<Bar, double> number) => [.. Past.Select(number)];
}
