using static StrategyHost.Plugins.Conformance.ConformanceException;

namespace StrategyHost.Plugins.Conformance;

/// <summary>What an account shows.</summary>
internal static class AccountScenarios
{
    /// <summary>Clocks that differ by more make executions seem to come from before they were asked for.</summary>
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(2);

    public static IEnumerable<(string Name, Func<Bench, Task<string>> Run)> All =>
    [
        ("Balances and positions can be asked for", Shows),
        ("An order that the broker has never seen is null", UnknownIsNull),
        ("A fill changes the position by its quantity", FillChangesPosition),
        ("Executions make up what is filled, each under one name for ever", ExecutionsAddUp),
        ("Executions bear the time of our own clock", ClocksAgree),
    ];

    private static async Task<string> Shows(Bench bench)
    {
        var balances = await bench.Trading.BalancesAsync(bench.Cancellation);
        Require(balances.Count > 0, "there is no balance in any currency");
        await bench.Trading.PositionsAsync(bench.Cancellation);
        return string.Join(", ", balances.Select(b => FormattableString.Invariant($"{b.Cash} {b.Currency}")));
    }

    private static async Task<string> UnknownIsNull(Bench bench)
    {
        Require(await bench.Trading.FindAsync(bench.Ticket().ClientId, bench.Cancellation) is null, "it was found");
        return "";
    }

    private static async Task<string> FillChangesPosition(Bench bench)
    {
        decimal before = await bench.HeldAsync();
        await bench.FillAsync(Side.Buy);
        decimal between = await bench.HeldAsync();
        await bench.FillAsync(Side.Sell);
        decimal after = await bench.HeldAsync();
        Require(between - before == bench.Target.Quantity && after == before,
            FormattableString.Invariant($"it was {before}, then {between}, then {after}"));
        return "";
    }

    private static async Task<string> ExecutionsAddUp(Bench bench)
    {
        var start = TimeProvider.System.GetUtcNow().UtcDateTime - LargestSkew;
        var order = await bench.FillAsync(Side.Buy);
        var first = await OfAsync(bench, order, start);
        var second = await OfAsync(bench, order, start);
        await bench.FillAsync(Side.Sell);
        Require(first.Sum(e => e.Quantity) == order.Quantity,
            FormattableString.Invariant($"{order.Quantity} were filled, and the executions are of {first.Sum(e => e.Quantity)}"));
        Require(first.Select(e => e.Id).SequenceEqual(second.Select(e => e.Id)), "asked twice, they had other names");
        Require(first.Select(e => e.Id).Distinct().Count() == first.Count, "two of them have one name");
        return FormattableString.Invariant($"{first.Count} executions");
    }

    private static async Task<string> ClocksAgree(Bench bench)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var order = await bench.FillAsync(Side.Buy);
        var executions = await OfAsync(bench, order, now - TimeSpan.FromDays(1));
        await bench.FillAsync(Side.Sell);
        var skew = executions[^1].Time - TimeProvider.System.GetUtcNow().UtcDateTime;
        Require(skew.Duration() < LargestSkew, FormattableString.Invariant($"the latest was {skew.TotalSeconds:0} s away"));
        return FormattableString.Invariant($"{skew.TotalMilliseconds:0} ms away");
    }

    private static async Task<IReadOnlyList<Execution>> OfAsync(Bench bench, BrokerOrder order, DateTime since) =>
        [.. (await bench.Trading.ExecutionsAsync(since, bench.Cancellation)).Where(e => e.ClientId == order.ClientId)];
}
