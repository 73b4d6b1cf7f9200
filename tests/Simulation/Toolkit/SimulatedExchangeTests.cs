using StrategyHost.Plugins;
using StrategyHost.Simulation.Brokers;
using StrategyHost.Simulation.Exchanges;

namespace StrategyHost.Simulation.Toolkit;

public sealed class SimulatedExchangeTests
{
    [Fact]
    public void A_market_order_fills_and_the_ledger_knows_it()
    {
        var bench = new Bench();
        bench.Play(async () =>
        {
            await bench.SubmitAsync("A1", Side.Buy, 10);
            await bench.PassAsync(5);
            var order = Assert.IsType<BrokerOrder>(await bench.Broker.FindAsync("A1", CancellationToken.None));
            Assert.Equal((OrderStatus.Filled, 10m), (order.Status, order.Filled));
            Assert.Equal(10, Assert.Single(await bench.Broker.PositionsAsync(CancellationToken.None)).Quantity);
        });
        var execution = Assert.Single(bench.Exchange.Ledger.Executions);
        Assert.Equal(1_000_000 - (10 * execution.Execution.Price) - 0.05m, bench.Exchange.Ledger.Cash);
    }

    [Fact]
    public void Orders_fill_at_prices_that_reach_them_and_never_beyond_their_limits()
    {
        var bench = new Bench(plan: new ExchangePlan { Symbols = ["ABC"], Volatility = 0.003 });
        bench.Play(async () =>
        {
            await bench.SubmitAsync("L1", Side.Buy, 5, OrderType.Limit, limit: 99.50m);
            await bench.SubmitAsync("L2", Side.Sell, 5, OrderType.Limit, limit: 100.50m);
            await bench.SubmitAsync("S1", Side.Sell, 5, OrderType.Stop, stop: 99.20m);
            await bench.SubmitAsync("S2", Side.Buy, 5, OrderType.StopLimit, limit: 101m, stop: 100.80m);
            await bench.PassAsync(3000);
        });
        Assert.NotEmpty(bench.Exchange.Ledger.Executions);
        foreach (var (order, execution, _, _) in bench.Exchange.Ledger.Executions)
        {
            if (order.LimitPrice is { } limit)
                Assert.True(order.IsBuy ? execution.Price <= limit : execution.Price >= limit, order.ToString());
            if (order.Ticket is { Type: OrderType.Stop, StopPrice: { } stop })
                Assert.True(order.IsBuy ? execution.Price >= stop : execution.Price <= stop, order.ToString());
        }
    }

    [Fact]
    public void Orders_fill_in_parts_and_fills_cross_cancellations()
    {
        int parts = 0, crossed = 0;
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var faults = new FaultProfile
            {
                Exchange = new ExchangeFaults
                {
                    PartialFills = 0.8,
                    PartsWithin = TimeSpan.FromSeconds(3),
                    CancelsWithin = TimeSpan.FromSeconds(6)
                }
            };
            var bench = new Bench(faults, seed: seed);
            bench.Play(async () =>
            {
                var order = await bench.SubmitAsync("A1", Side.Buy, 20);
                decimal before = bench.Exchange.Ledger.Held("ABC");
                if (order.Status == OrderStatus.Filled) return;
                try
                {
                    await bench.Broker.CancelAsync(order, CancellationToken.None);
                }
                catch (BrokerException)
                {
                    return; // It has filled in the meantime.
                }

                await bench.PassAsync(60);
                if (bench.Exchange.Ledger.Held("ABC") > before) crossed++;
            });
            parts += bench.Exchange.Ledger.Executions.Count > 1 ? 1 : 0;
        }

        Assert.InRange(parts, 20, 50);
        Assert.InRange(crossed, 20, 50);
    }

    [Fact]
    public void A_change_below_what_is_filled_is_refused_and_one_to_it_as_the_broker_does()
    {
        foreach (bool refuses in new[] { true, false })
        {
            var bench = new Bench(new FaultProfile
            {
                Exchange = new ExchangeFaults { PartialFills = 1, PartsWithin = TimeSpan.FromMinutes(2) }
            }, new BrokerTraits { Exchange = new ExchangeTraits { RefusesSmallChanges = refuses } },
            plan: new ExchangePlan { Symbols = ["ABC"], PriceEvery = TimeSpan.FromMinutes(5) });
            bench.Play(async () =>
            {
                await bench.SubmitAsync("A1", Side.Buy, 20);
                var order = bench.Exchange.Ledger.Orders[0];
                while (order.Filled == 0) await bench.PassAsync(0.1);
                var shown = order.Shown;
                await Assert.ThrowsAsync<BrokerException>(() =>
                    bench.Broker.ReplaceAsync(shown, new OrderChange(shown.Filled - 0.5m, null, null), CancellationToken.None));
                if (order.Filled != shown.Filled) return;
                if (refuses)
                    await Assert.ThrowsAsync<BrokerException>(() =>
                        bench.Broker.ReplaceAsync(shown, new OrderChange(shown.Filled, null, null), CancellationToken.None));
                else Assert.Equal(OrderStatus.Filled,
                    (await bench.Broker.ReplaceAsync(shown, new OrderChange(shown.Filled, null, null), CancellationToken.None)).Status);
            });
        }
    }

    [Fact]
    public void A_client_id_is_refused_twice_only_by_brokers_that_say_so()
    {
        foreach (bool refuses in new[] { true, false })
        {
            var bench = new Bench(traits: new BrokerTraits { Exchange = new ExchangeTraits { RefusesDuplicates = refuses } });
            bench.Play(async () =>
            {
                await bench.SubmitAsync("A1", Side.Buy, 1);
                if (refuses)
                    Assert.Equal(BrokerError.DuplicateClientId,
                        (await Assert.ThrowsAsync<BrokerException>(() => bench.SubmitAsync("A1", Side.Buy, 1))).Error);
                else await bench.SubmitAsync("A1", Side.Buy, 1);
            });
            Assert.Equal(refuses ? 1 : 2, bench.Exchange.Ledger.Orders.Count);
        }
    }

    [Fact]
    public void A_restart_forgets_what_the_broker_forgets_and_nothing_of_the_truth()
    {
        var bench =
            new Bench(traits: new BrokerTraits { Exchange = new ExchangeTraits { ForgetsClientIds = true, ForgetsEndedOrders = true } });
        bench.Play(async () =>
        {
            await bench.SubmitAsync("A1", Side.Buy, 1);
            var resting = await bench.SubmitAsync("A2", Side.Buy, 1, OrderType.Limit, limit: 1);
            bench.Network.Restart();
            Assert.Null(await bench.Broker.FindAsync("A1", CancellationToken.None));
            Assert.Null(await bench.Broker.FindAsync("A2", CancellationToken.None));
            Assert.Equal("A2", Assert.Single(await bench.Broker.OpenOrdersAsync(CancellationToken.None)).ClientId);
            Assert.Single(await bench.Broker.ExecutionsAsync(bench.Start, CancellationToken.None));
            await bench.Broker.CancelAsync(resting, CancellationToken.None);
        });
        Assert.Equal(OrderStatus.Cancelled, bench.Exchange.Ledger.Orders[1].Status);
    }

    [Fact]
    public void An_order_that_only_reduces_is_kept_to_that_where_the_exchange_does_so()
    {
        var bench = new Bench(traits: new BrokerTraits { Exchange = new ExchangeTraits { KeepsReduceOnly = true } });
        bench.Play(async () =>
        {
            await bench.SubmitAsync("A1", Side.Buy, 3);
            await bench.PassAsync(5);
            await bench.Broker.SubmitAsync(new OrderTicket("A2", "ABC", Side.Sell, 5, OrderType.Market, null, null,
                TimeInForce.Day)
            { IsReduceOnly = true }, CancellationToken.None);
            await bench.PassAsync(5);
        });
        Assert.Equal(0, bench.Exchange.Ledger.Held("ABC"));
        Assert.Equal((OrderStatus.Cancelled, 3m), (bench.Exchange.Ledger.Orders[1].Status, bench.Exchange.Ledger.Orders[1].Filled));
    }

    [Fact]
    public void Bars_hold_the_prices_of_their_minute()
    {
        var bench = new Bench();
        bench.World.Run(bench.Start + TimeSpan.FromMinutes(10));
        var bars = bench.Exchange.Markets[0].Bars;
        Assert.Equal(10, bars.Count);
        Assert.All(bars, b => Assert.True(b.Low <= Math.Min(b.Open, b.Close) && b.High >= Math.Max(b.Open, b.Close)
            && b.End - b.Start == TimeSpan.FromMinutes(1)));
        Assert.Equal(bars[3].Close, bars[4].Open);
    }
}
