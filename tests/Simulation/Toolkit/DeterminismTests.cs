using StrategyHost.Plugins;
using StrategyHost.Simulation.Brokers;

namespace StrategyHost.Simulation.Toolkit;

/// <summary>The same seed gives the same trace, whatever goes wrong in it.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void The_same_seed_gives_the_same_trace_twice()
    {
        for (ulong seed = 1; seed <= 60; seed++) Assert.Equal(Play(seed), Play(seed));
    }

    [Fact]
    public void Other_seeds_give_other_traces() =>
        Assert.Equal(60, Enumerable.Range(1, 60).Select(seed => Play((ulong)seed)).Distinct().Count());

    /// <summary>A client that orders, changes, cancels, listens and asks at random for 40 minutes, and is killed and begun again.</summary>
    private static ulong Play(ulong seed)
    {
        var dice = new Dice(seed);
        var bench = new Bench(FaultProfile.Draw(dice), BrokerTraits.Draw(dice) with { StreamsReports = true, AmendsOrders = true }, seed);
        bench.World.Trace.IsKept = true;
        bench.Process.Start(() =>
        {
            _ = TradeAsync(bench, dice);
            _ = KeepListeningAsync(bench);
        });
        bench.World.After(TimeSpan.FromMinutes(20), () => bench.Process.Pause());
        bench.World.After(TimeSpan.FromMinutes(21), () => bench.Process.Continue());
        bench.World.After(TimeSpan.FromMinutes(30), () => bench.Process.KillAfter(dice.Between(0, 50)));
        bench.World.Run(bench.Start + TimeSpan.FromMinutes(40));
        return bench.World.Trace.Hash;
    }

    private static async Task TradeAsync(Bench bench, Dice dice)
    {
        for (int i = 0; ; i++)
        {
            await bench.PassAsync(dice.Between(0, 60));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), bench.Process.Time);
            try
            {
                var open = await bench.Broker.OpenOrdersAsync(patience.Token);
                if (open.Count > 2) await bench.Broker.CancelAsync(open[0], patience.Token);
                else if (open.Count > 1)
                    await bench.Broker.ReplaceAsync(open[0], new OrderChange(open[0].Quantity + 1, open[0].LimitPrice, open[0].StopPrice),
                        patience.Token);
                else await bench.SubmitAsync($"A{i}", Side.Buy, 10, OrderType.Limit, limit: 99.5m + dice.Between(0, 1));
                await bench.Broker.PositionsAsync(patience.Token);
            }
            catch (Exception failure) when (failure is BrokerException or OperationCanceledException)
            {
                // Goes on with the next.
            }
        }
    }

    private static async Task KeepListeningAsync(Bench bench)
    {
        while (true)
        {
            var reports = new List<BrokerReport>();
            await bench.ListenAsync(reports);
            bench.World.Note("client", $"heard {reports.Count}: {string.Join("; ", reports)}");
        }
    }
}
