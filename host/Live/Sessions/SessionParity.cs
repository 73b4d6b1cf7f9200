using System.Globalization;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Sessions;

/// <summary>Runs a backtest over the hours of a recorded session, and says order by order where the two differ, and why.</summary>
public static class SessionParity
{
    /// <summary>Compares a session with a backtest of its bars.</summary>
    /// <param name="deployment">The deployment's name.</param>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="wanted">The session's number; null for the latest.</param>
    /// <param name="stored">Gives the stored bars of a symbol, to be compared with those that the session saw; null to compare
    /// none.</param>
    /// <param name="parts">What it is put together from.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="DeploymentException">There is no such session.</exception>
    public static async Task<ParityVerdict> RunAsync(
        string deployment, string state, long? wanted, Func<string, BarSeries>? stored, DeploymentParts parts,
        CancellationToken cancellation)
    {
        using var recording = new Recording(deployment, state, wanted, parts);
        var live = await recording.RunAsync(cancellation);
        var paper = await recording.RunOnPaperAsync(cancellation);
        var differences = new List<ParityDifference>();
        if (stored is not null) differences.AddRange(DataDifferences(recording.Events, stored));
        int both = Compare(live, paper, differences);
        return new ParityVerdict(recording.Session.Id, both, live.Equity.Latest.Equity, paper.Equity.Latest.Equity,
            [.. differences.OrderBy(d => d.Time)]);
    }

    private static IEnumerable<ParityDifference> DataDifferences(IEnumerable<LiveEvent> events, Func<string, BarSeries> stored)
    {
        var series = new Dictionary<string, BarSeries>(StringComparer.Ordinal);
        foreach (var (symbol, seen, quote) in events.SelectMany(e => e.Bars))
        {
            if (quote is not null) continue;
            if (!series.TryGetValue(symbol, out var known)) series.Add(symbol, known = stored(symbol));
            int at = known.FirstEndingAtOrAfter(seen.End);
            bool isThere = at < known.Count && known[at].End == seen.End;
            if (isThere && (known[at] with { Start = seen.Start }) == seen) continue;
            yield return new ParityDifference(seen.End, $"bar of {symbol}", ParityCause.Data, Text(seen),
                isThere ? Text(known[at]) : "no such bar");
        }
    }

    /// <summary>Pairs orders that were made at the same time, of the same kind, and looks at what became of each pair.</summary>
    /// <returns>How many pairs there are.</returns>
    private static int Compare(BacktestResult live, BacktestResult paper, List<ParityDifference> differences)
    {
        var waiting = paper.Orders.GroupBy(KeyOf).ToDictionary(g => g.Key, g => new Queue<Order>(g));
        var (liveFills, paperFills) = (live.Fills.ToLookup(f => f.OrderId), paper.Fills.ToLookup(f => f.OrderId));
        int both = 0;
        foreach (var order in live.Orders)
        {
            if (waiting.TryGetValue(KeyOf(order), out var same) && same.TryDequeue(out var twin))
            {
                both++;
                Compare(order, [.. liveFills[order.Id]], twin, [.. paperFills[twin.Id]], differences);
            }
            else
            {
                differences.Add(new ParityDifference(order.Submitted, Line(order), ParityCause.State, $"made, {order.Status}", "not made"));
            }
        }

        differences.AddRange(waiting.Values.SelectMany(q => q)
            .Select(o => new ParityDifference(o.Submitted, Line(o), ParityCause.State, "not made", $"made, {o.Status}")));
        return both;
    }

    private static void Compare(Order order, IReadOnlyList<Fill> fills, Order twin, IReadOnlyList<Fill> twinFills,
        List<ParityDifference> differences)
    {
        void Differ(ParityCause cause, string session, string backtest) =>
            differences.Add(new ParityDifference(order.Submitted, Line(order), cause, session, backtest));
        if ((order.Denial?.Code, order.Quantity) != (twin.Denial?.Code, twin.Quantity))
        {
            Differ(ParityCause.State, $"{Number(order.Quantity)} {order.Status}{Why(order)}",
                $"{Number(twin.Quantity)} {twin.Status}{Why(twin)}");
            return;
        }

        if (order.Filled != twin.Filled)
            Differ(ParityCause.Fill, $"{Number(order.Filled)} filled{Why(order)}", $"{Number(twin.Filled)} filled{Why(twin)}");
        else if (order.AveragePrice != twin.AveragePrice)
            Differ(ParityCause.Fill, $"at {Number(order.AveragePrice!.Value)}", $"at {Number(twin.AveragePrice!.Value)}");
        else if (fills.Count > 0 && fills[^1].Time != twinFills[^1].Time)
            Differ(ParityCause.Latency, Time(fills[^1].Time), Time(twinFills[^1].Time));
        decimal cost = fills.Sum(f => f.Commission), twinCost = twinFills.Sum(f => f.Commission);
        if (cost != twinCost && order.Filled == twin.Filled)
            Differ(ParityCause.Cost, $"commission {Number(cost)}", $"commission {Number(twinCost)}");
    }

    private static (DateTime, string, Side, OrderType, decimal?, decimal?) KeyOf(Order order) =>
        (order.Submitted, order.Symbol, order.Side, order.Type, order.LimitPrice, order.StopPrice);

    private static string Line(Order order) => $"{order.Side} {Number(order.Quantity)} {order.Symbol} {order.Type}";

    private static string Why(Order order) => order.Reason is { } reason ? $" ({reason})" : "";

    private static string Number(decimal number) => number.ToString("0.########", CultureInfo.InvariantCulture);

    private static string Time(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture);

    private static string Text(Bar bar) =>
        string.Create(CultureInfo.InvariantCulture, $"{bar.Open} {bar.High} {bar.Low} {bar.Close} {bar.Volume}");
}
