using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Compares what the sessions of an account believe with what the broker says. Missed executions and orders are passed on, each under the
/// broker's own name for it, so that it is booked once; positions must then agree.
/// </summary>
internal sealed class Reconciliation
{
    /// <summary>Executions are asked for from this long before the last time that they were known to be whole: clocks differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenPasses = TimeSpan.FromMilliseconds(300);
    private const int Passes = 3;
    private readonly BrokerLine line;
    private readonly SessionBooks books;
    private readonly AccountSpec spec;
    private readonly TimeProvider clock;
    private DateTime? wholeUntil;

    /// <summary>A reconciliation of an account.</summary>
    public Reconciliation(BrokerLine line, SessionBooks books, AccountSpec spec, TimeProvider clock)
    {
        this.line = line;
        this.books = books;
        this.spec = spec;
        this.clock = clock;
    }

    /// <summary>Asks the broker for everything, and passes on what the sessions have missed.</summary>
    /// <param name="from">Since when executions may have been missed, when more than what came since the last time; null otherwise.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>What does not agree, after several looks: something may have traded between two questions.</returns>
    public async Task<IReadOnlyList<PositionDifference>> RunAsync(DateTime? from, CancellationToken cancellation)
    {
        var began = clock.GetUtcNow().UtcDateTime;
        var since = (from < wholeUntil ? from : wholeUntil ?? from ?? began).Value - Overlap;
        List<PositionDifference> differences = [];
        for (int pass = 0; pass < Passes; pass++)
        {
            if (pass > 0) await Task.Delay(BetweenPasses, clock, cancellation);
            await CatchUpAsync(since, cancellation);
            differences = Differences(await line.AskAsync((t, token) => t.PositionsAsync(token), cancellation));
            if (differences.Count == 0) break;
        }

        wholeUntil = began;
        return differences;
    }

    private async Task CatchUpAsync(DateTime since, CancellationToken cancellation)
    {
        var open = await line.AskAsync((t, token) => t.OpenOrdersAsync(token), cancellation);
        foreach (var execution in await line.AskAsync((t, token) => t.ExecutionsAsync(since, token), cancellation)) books.Route(execution);
        foreach (var order in open) books.Route(order);
        var working = open.Select(o => o.ClientId).ToHashSet(StringComparer.Ordinal);
        foreach (var (session, id) in books.Acknowledged())
        {
            if (working.Contains(id)) continue;
            if (await line.AskAsync((t, token) => t.FindAsync(id, token), cancellation) is { } shown) books.Route(session, new OrderNews(shown));
        }
    }

    private List<PositionDifference> Differences(IReadOnlyList<BrokerPosition> positions)
    {
        var shown = positions.ToDictionary(p => p.Symbol, StringComparer.Ordinal);
        var differences = new List<PositionDifference>();
        foreach (var symbol in shown.Keys.Union(books.Symbols()))
        {
            var held = shown.GetValueOrDefault(symbol) ?? new BrokerPosition(symbol, 0, null);
            var (ours, entry) = books.Held(symbol);
            var difference = new PositionDifference(symbol, held.Quantity, held.AveragePrice, ours, books.External[symbol]);
            if (difference.Quantity != 0) differences.Add(difference);
            else if (Differs(entry, held.AveragePrice)) differences.Add(difference with { OurPrice = entry });
        }

        return differences;
    }

    private bool Differs(decimal? ours, decimal? theirs) => ours is { } a && theirs is { } b && a != 0 && Math.Abs(a - b) > spec.EntryTolerance * Math.Abs(a);
}
