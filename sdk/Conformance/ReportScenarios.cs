using static StrategyHost.Plugins.Conformance.ConformanceException;

namespace StrategyHost.Plugins.Conformance;

/// <summary>What a broker says by itself, and what goes wrong on the way.</summary>
internal static class ReportScenarios
{
    public static IEnumerable<(string Name, Func<Bench, Task<string>> Run)> All =>
    [
        ("The stream says that it stands, then what happens to an order", StreamTells),
        ("A fill while nobody listens is there when it is asked for", MissedFill),
        ("A subscription that is ended can be made again", Resubscribes),
        ("A stream that breaks says so", BrokenStream),
        ("An order whose answer is lost has an unknown outcome, and is found", LostAnswer),
        ("An order that breaks off is not said to be refused, and is found or is not there", BrokenRequest),
        ("Asked too often, the broker is said to want a pause", RateLimit),
    ];

    private static async Task<string> StreamTells(Bench bench)
    {
        await using var stream = await ListeningAsync(bench);
        var ticket = bench.Ticket();
        await bench.SubmitAsync(ticket);
        decimal filled = 0;
        bool isFilled = false;
        var seen = new HashSet<string>();
        while (filled < ticket.Quantity || !isFilled)
        {
            var report = await stream.NextAsync();
            if (report.Execution is { } execution && execution.ClientId == ticket.ClientId && seen.Add(execution.Id))
                filled += execution.Quantity;
            if (report.Order is { } order && order.ClientId == ticket.ClientId) isFilled |= order.Status == OrderStatus.Filled;
        }

        await bench.FillAsync(Side.Sell);
        return "";
    }

    private static async Task<string> MissedFill(Bench bench)
    {
        var since = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-2);
        var order = await bench.FillAsync(Side.Buy);
        await using var stream = bench.Trading.Capabilities.StreamsReports ? await ListeningAsync(bench) : null;
        var executions =
            (await bench.Trading.ExecutionsAsync(since, bench.Cancellation)).Where(e => e.ClientId == order.ClientId).Sum(e => e.Quantity);
        await bench.FillAsync(Side.Sell);
        Require(executions == order.Quantity, FormattableString.Invariant($"{executions} of {order.Quantity} are there"));
        return "";
    }

    private static async Task<string> Resubscribes(Bench bench)
    {
        await (await ListeningAsync(bench)).DisposeAsync();
        await (await ListeningAsync(bench)).DisposeAsync();
        return "";
    }

    private static async Task<string> BrokenStream(Bench bench)
    {
        await using var stream = await ListeningAsync(bench);
        await Faults(bench).BreakStreamAsync(bench.Cancellation);
        await Bench.RefusedAsync(
            async () =>
            {
                while (true) await stream.NextAsync();
            },
            BrokerError.Unavailable);
        return "";
    }

    private static async Task<string> LostAnswer(Bench bench)
    {
        await Faults(bench).LoseNextAnswerAsync(bench.Cancellation);
        var ticket = bench.Ticket(OrderType.Limit);
        await Bench.RefusedAsync(() => bench.SubmitAsync(ticket), BrokerError.OutcomeUnknown);
        var found = await bench.UntilAsync(ticket.ClientId, _ => true, "found");
        await bench.CancelAsync(found);
        return "";
    }

    private static async Task<string> BrokenRequest(Bench bench)
    {
        await Faults(bench).BreakNextRequestAsync(bench.Cancellation);
        var ticket = bench.Ticket(OrderType.Limit);
        var failure = await Bench.RefusedAsync(() => bench.SubmitAsync(ticket), BrokerError.Unavailable, BrokerError.OutcomeUnknown);
        if (await bench.Trading.FindAsync(ticket.ClientId, bench.Cancellation) is { } found) await bench.CancelAsync(found);
        return failure.Error.ToString();
    }

    private static async Task<string> RateLimit(Bench bench)
    {
        await Faults(bench).RefuseNextRequestAsync(bench.Cancellation);
        var refusal = await Bench.RefusedAsync(() => bench.SubmitAsync(bench.Ticket(OrderType.Limit)), BrokerError.RateLimited);
        return refusal.RetryAfter is { } pause ? FormattableString.Invariant($"after {pause.TotalSeconds:0.#} s") : "no pause was named";
    }

    private static IFaultDesk Faults(Bench bench) =>
        bench.Target.Faults ?? throw new NotAskedException("this broker cannot be asked to fail");

    private static async Task<Listening> ListeningAsync(Bench bench)
    {
        if (!bench.Trading.Capabilities.StreamsReports) throw new NotAskedException("not claimed");
        var stream = new Listening(bench);
        Require(await stream.NextAsync() == BrokerReport.Subscribed, "its first report is not that it stands");
        return stream;
    }

    private sealed class Listening : IAsyncDisposable
    {
        private readonly Bench bench;
        private readonly CancellationTokenSource stop;
        private readonly IAsyncEnumerator<BrokerReport> reports;

        public Listening(Bench bench)
        {
            this.bench = bench;
            stop = CancellationTokenSource.CreateLinkedTokenSource(bench.Cancellation);
            reports = bench.Trading.ReportsAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        }

        public async Task<BrokerReport> NextAsync()
        {
            stop.CancelAfter(bench.Target.Patience);
            try
            {
                Require(await reports.MoveNextAsync(), "the stream has ended");
            }
            catch (OperationCanceledException) when (!bench.Cancellation.IsCancellationRequested)
            {
                throw new ConformanceException(
                    FormattableString.Invariant($"nothing came within {bench.Target.Patience.TotalSeconds:0} s"));
            }

            return reports.Current;
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            try
            {
                await reports.DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                // That is how it ends.
            }

            stop.Dispose();
        }
    }
}
