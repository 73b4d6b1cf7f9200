namespace StrategyHost.Plugins;

/// <summary>When a plugin's markets trade. Calls throw <see cref="BrokerException"/> when the other side refuses or cannot be
/// reached.</summary>
public interface ICalendars
{
    /// <summary>The trading days of an instrument, in order.</summary>
    /// <param name="symbol">The instrument's symbol.</param>
    /// <param name="from">The first date, the exchange's own.</param>
    /// <param name="to">The last date.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    Task<IReadOnlyList<TradingSession>> SessionsAsync(string symbol, DateOnly from, DateOnly to, CancellationToken cancellation);
}
