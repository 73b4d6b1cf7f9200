using System.Globalization;
using StrategyHost.Live.Notices;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>Listens to what a broker says without being asked, again and again: without bound, since without it nothing is known. Each cut
/// is told once, and its end. While it does not listen, orders that open a position wait at the gate.</summary>
/// <param name="trading">The plugin's trading.</param>
/// <param name="books">Take what it says.</param>
/// <param name="opening">What orders that open a position wait at.</param>
/// <param name="context">Time, and who is told.</param>
internal sealed class ReportListener(ITrading trading, SessionBooks books, OpeningGate opening, AccountContext context)
{
    private static readonly Backoff Delays = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15));
    private volatile bool isListening;

    /// <summary>Whether nothing is left out now: it listens, or the broker is asked every few seconds anyway.</summary>
    public bool IsListening => isListening || !trading.Capabilities.StreamsReports;

    /// <summary>Is told each order that a report shows, once the sessions know of it; null for nobody.</summary>
    public Action<BrokerOrder>? Heard { get; init; }

    /// <summary>Listens until the account is closed.</summary>
    /// <param name="subscribed">Is called each time that it begins to listen: what was missed before is to be asked for.</param>
    public async Task RunAsync(Action subscribed)
    {
        if (!trading.Capabilities.StreamsReports) return;
        bool isCut = false;
        for (int failures = 1; !context.Stop.IsCancellationRequested; failures++)
        {
            string problem = "the stream of reports has ended";
            try
            {
                await foreach (var report in trading.ReportsAsync(context.Stop).WithCancellation(context.Stop))
                {
                    if (report.Execution is { } execution) books.Route(execution);
                    if (report.Order is { } order)
                    {
                        books.Route(order);
                        Heard?.Invoke(order);
                    }

                    if (report != BrokerReport.Subscribed) continue;
                    if (isCut) context.Tell(NoticeKind.Reconnect, LogLevel.Warning, "the connection stands again");
                    isCut = false;
                    failures = 0;
                    isListening = true;
                    subscribed();
                }
            }
            catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                problem = failure.Message;
            }

            isListening = false;
            opening.Close();
            var delay = context.After(Delays, failures);
            if (!isCut)
                context.Tell(NoticeKind.Disconnect, LogLevel.Warning,
                    string.Create(CultureInfo.InvariantCulture,
                        $"the connection to the broker is lost, and until it stands again and all agrees only cancellations and orders "
                            + $"that make a position smaller are sent: {problem.TrimEnd('.')}. Tried again in {delay.TotalSeconds:0.0} "
                            + $"s."));
            isCut = true;
            await context.DelayAsync(delay)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
