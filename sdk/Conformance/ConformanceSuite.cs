namespace StrategyHost.Plugins.Conformance;

/// <summary>
/// Scenarios that show whether a plugin trades as the host relies on: each order type that it claims, fills, refusals, races, reports, lost
/// answers and restarts. What goes wrong between the plugin and the host is the host's own matter, and not in here.
/// </summary>
public static class ConformanceSuite
{
    /// <summary>Runs every scenario, one after the other.</summary>
    /// <param name="target">What to trade, and on what.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>What came of each, as it comes.</returns>
    public static async IAsyncEnumerable<ScenarioResult> RunAsync(ConformanceTarget target,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        int number = 0;
        await using var plugin = await target.ConnectAsync(cancellation);
        if (plugin.Trading is not { } trading)
        {
            yield return new ScenarioResult("The plugin trades", Verdict.NotAsked, "not claimed");
            yield break;
        }

        if (plugin.MarketData is { } market && await market.FindAsync(target.Symbol, cancellation) is null)
        {
            yield return new ScenarioResult("The symbol can be found", Verdict.Failed, $"there is no {target.Symbol} here: name another");
            yield break;
        }

        var bench = new Bench(target, trading, () => Interlocked.Increment(ref number), cancellation);
        foreach (var (name, run) in AccountScenarios.All.Concat(OrderScenarios.All)
            .Concat(ReportScenarios.All)) yield return await OneAsync(name, run, bench);
    }

    private static async Task<ScenarioResult> OneAsync(string name, Func<Bench, Task<string>> run, Bench bench)
    {
        try
        {
            return new ScenarioResult(name, Verdict.Passed, await run(bench));
        }
        catch (NotAskedException why)
        {
            return new ScenarioResult(name, Verdict.NotAsked, why.Message);
        }
        catch (ConformanceException seen)
        {
            return new ScenarioResult(name, Verdict.Failed, seen.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !bench.Cancellation.IsCancellationRequested)
        {
            return new ScenarioResult(name, Verdict.Failed,
                failure is BrokerException refusal
                    ? $"{refusal.Error}: {refusal.Message}" : $"{failure.GetType().Name}: {failure.Message}");
        }
    }
}
