namespace StrategyHost.Plugins;

/// <summary>
/// A plugin's trading. Calls throw <see cref="BrokerException"/> when the other side refuses or cannot be reached; a call that may have
/// been done although no answer came throws <see cref="BrokerError.OutcomeUnknown"/>, and the host asks before it does anything again.
/// Calls may come from several threads at a time.
/// </summary>
public interface ITrading
{
    /// <summary>What it can do.</summary>
    TradingCapabilities Capabilities { get; }

    /// <summary>Hands an order over.</summary>
    /// <param name="ticket">The order. Its client id is unique for ever.</param>
    /// <param name="cancellation">Ends the waiting for an answer, not the order.</param>
    /// <returns>The order as the broker has taken it.</returns>
    Task<BrokerOrder> SubmitAsync(OrderTicket ticket, CancellationToken cancellation);

    /// <summary>Asks for an order's end. Its end comes as a report.</summary>
    /// <param name="order">The order, as the broker last showed it.</param>
    /// <param name="cancellation">Ends the waiting for an answer.</param>
    Task CancelAsync(BrokerOrder order, CancellationToken cancellation);

    /// <summary>Changes a working order's terms. Not called where <see cref="TradingCapabilities.AmendsOrders"/> is false.</summary>
    /// <param name="order">The order, as the broker last showed it.</param>
    /// <param name="change">All of its new terms.</param>
    /// <param name="cancellation">Ends the waiting for an answer, not the change.</param>
    /// <returns>The order with its new terms, under the same client id.</returns>
    Task<BrokerOrder> ReplaceAsync(BrokerOrder order, OrderChange change, CancellationToken cancellation);

    /// <summary>Every order that can still fill, whoever made it.</summary>
    Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation);

    /// <summary>The order with a client id, open or ended; null when the broker has never seen it.</summary>
    Task<BrokerOrder?> FindAsync(string clientId, CancellationToken cancellation);

    /// <summary>Every execution since an instant, whoever made the order, oldest first.</summary>
    /// <param name="since">The instant, UTC: executions at it are wanted.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    Task<IReadOnlyList<Execution>> ExecutionsAsync(DateTime since, CancellationToken cancellation);

    /// <summary>What the account holds, whoever bought it. Symbols that it holds nothing of may be left out.</summary>
    Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken cancellation);

    /// <summary>The account's cash, by currency.</summary>
    Task<IReadOnlyList<BrokerBalance>> BalancesAsync(CancellationToken cancellation);

    /// <summary>Money that came or went other than by trading, since an instant, oldest first; none where the broker does not
    /// tell.</summary>
    /// <param name="since">The instant, UTC.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    Task<IReadOnlyList<CashMovement>> CashMovementsAsync(DateTime since, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CashMovement>>([]);

    /// <summary>
    /// What happens to orders, as it happens, until the caller cancels. The first item is <see cref="BrokerReport.Subscribed"/>: from it on
    /// nothing is left out. When the connection is lost it throws <see cref="BrokerError.Unavailable"/>, and the host subscribes again and
    /// asks for what it missed. Not called where <see cref="TradingCapabilities.StreamsReports"/> is false: the host then asks every few
    /// seconds.
    /// </summary>
    IAsyncEnumerable<BrokerReport> ReportsAsync(CancellationToken cancellation);
}
