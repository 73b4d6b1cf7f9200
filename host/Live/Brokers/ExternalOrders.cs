using System.Globalization;
using System.Text.Json;
using StrategyHost.Live.Notices;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// The orders at a broker that no session on the account looks after. Orphans, those of former sessions, are told of, named where they have
/// traded, and cancelled when a person says so. Others, made by hand or by other programs, are only shown.
/// </summary>
/// <param name="files">The account's files.</param>
/// <param name="origins">Tells who made an order.</param>
/// <param name="orders">Reads orders, and cancels them.</param>
/// <param name="context">Time, and who is told.</param>
internal sealed class ExternalOrders(IAccountFiles files, OrderOrigins origins, OrderComparison orders, AccountContext context)
{
    private const string FileName = "orders.json";

    /// <summary>How often it looks whether orders that were cancelled work still.</summary>
    private const int LooksAfterCancelling = 5;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>A list that stays the same is written again this often, so that it says when it was seen.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(1);
    private readonly OrphanFills fills = new();
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private IReadOnlyList<ExternalOrder> seen = [];
    private string written = "";
    private DateTime writtenAt;

    /// <summary>The orders that the hosts of accounts saw last; accounts without any are left out.</summary>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    public static IReadOnlyList<ExternalOrdersSeen> In(string state)
    {
        string accounts = BrokerAccounts.StateOf(state, "");
        if (!Directory.Exists(accounts)) return [];
        return [.. Directory.EnumerateDirectories(accounts).Order(StringComparer.Ordinal).Select(a => Path.Combine(a, FileName))
            .Where(File.Exists).Select(f => JsonSerializer.Deserialize<ExternalOrdersSeen>(File.ReadAllText(f))!)
            .Where(s => s.Orders.Count > 0)];
    }

    /// <summary>Takes how a comparison sees the broker.</summary>
    /// <param name="open">The orders that work there.</param>
    /// <param name="executions">What has traded there.</param>
    public void Look(IReadOnlyList<BrokerOrder> open, IReadOnlyList<Execution> executions)
    {
        See(open);
        foreach (var execution in executions)
        {
            if (execution.ClientId is not { } id || origins.Of(id) is not { Deployment: not null, Text: var made }) continue;

            // What an order traded before it was seen here is in the journal of its session.
            if (fills.Add(execution, made) && told.Contains(id)) TellFill(execution, made);
        }
    }

    /// <summary>Names the orders of former sessions that have traded where positions do not agree.</summary>
    public IReadOnlyList<PositionDifference> Explain(IReadOnlyList<PositionDifference> differences) => fills.Explain(differences);

    /// <summary>Tells of orphans that were not seen before, and keeps what was seen for whoever asks.</summary>
    public void Tell()
    {
        foreach (var order in seen)
        {
            if (order.Deployment is not null && told.Add(order.Order.ClientId!))
                context.Tell(NoticeKind.Warning, LogLevel.Warning,
                    $"an order works at the broker that no session looks after: {order}. 'strategyhost reconcile {context.Spec.Name} "
                        + $"--cancel-orphans' cancels it");
        }

        string text = JsonSerializer.Serialize(seen);
        if (text == written && (seen.Count == 0 || context.Now - writtenAt < Refresh)) return;
        (written, writtenAt) = (text, context.Now);
        try
        {
            files.Write(FileName, JsonSerializer.Serialize(new ExternalOrdersSeen(context.Spec.Name, context.Now, seen)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            context.Write(LogLevel.Warning, $"'strategyhost orders' does not see what works at the broker: {failure.Message}");
        }
    }

    /// <summary>Cancels orphans.</summary>
    /// <returns>What came of it, for people.</returns>
    public async Task<string> CancelOrphansAsync()
    {
        var outcomes = new List<string>();
        var asked = new List<ExternalOrder>();
        foreach (var orphan in seen.Where(o => o.Deployment is not null))
        {
            string? refusal = origins.Of(orphan.Order.ClientId) switch
            {
                { MayBeCancelled: false } => $"'strategyhost state repair {orphan.Deployment}' first",
                _ => await orders.CancelAsync(orphan.Order),
            };
            if (refusal is null) asked.Add(orphan);
            else outcomes.Add($"not cancelled: {orphan}: {refusal.TrimEnd('.')}");
        }

        await UntilEndedAsync(asked);
        foreach (var orphan in asked)
            outcomes.Add($"{(seen.Any(o => o.Order.ClientId == orphan.Order.ClientId) ? "works still" : "cancelled")}: {orphan}");
        foreach (var outcome in outcomes) context.Write(LogLevel.Warning, outcome);
        return outcomes.Count == 0 ? "there is no order of a former session" : string.Join("; ", outcomes);
    }

    private void TellFill(Execution execution, string made) => context.Tell(NoticeKind.Warning, LogLevel.Warning, string.Create(
        CultureInfo.InvariantCulture,
        $"order {execution.ClientId} {made}, has {(execution.Side == Side.Buy ? "bought" : "sold")} {execution.Quantity:0.########} "
            + $"{execution.Symbol} at {execution.Price:0.########}: no deployment has that in its books"));

    /// <summary>Waits a little until orders work no more.</summary>
    private async Task UntilEndedAsync(List<ExternalOrder> cancelled)
    {
        for (int look = 1; look <= LooksAfterCancelling && cancelled.Count > 0; look++)
        {
            if (look > 1) await context.DelayAsync(BetweenLooks);
            See(await orders.ReadAsync());
            if (!cancelled.Exists(c => seen.Any(o => o.Order.ClientId == c.Order.ClientId))) return;
        }
    }

    private void See(IReadOnlyList<BrokerOrder> open) =>
        seen = [.. open.Select(Of).OfType<ExternalOrder>().OrderBy(o => o.Order.Symbol, StringComparer.Ordinal)
            .ThenBy(o => o.Order.ClientId, StringComparer.Ordinal)];

    private ExternalOrder? Of(BrokerOrder order) => origins.Of(order.ClientId) is { } made
        ? new ExternalOrder(order, made.Deployment, made.Session, made.Text) : null;
}
