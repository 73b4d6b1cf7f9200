using StrategyHost.Plugins;
using StrategyHost.Simulation.Brokers;
using StrategyHost.Simulation.Exchanges;

namespace StrategyHost.Simulation.Toolkit;

public sealed class SimulatedBrokerTests
{
    private static readonly FaultProfile Quick = new() { PluginTimeout = TimeSpan.FromSeconds(3) };

    [Fact]
    public void Reports_begin_with_the_subscription_and_leave_nothing_out()
    {
        var bench = new Bench();
        var reports = new List<BrokerReport>();
        bench.Play(async () =>
        {
            _ = bench.ListenAsync(reports);
            await bench.PassAsync(1);
            await bench.SubmitAsync("A1", Side.Buy, 2);
            await bench.PassAsync(5);
        });
        Assert.Equal(BrokerReport.Subscribed, reports[0]);
        Assert.Equal(OrderStatus.Accepted, reports[1].Order!.Status);
        Assert.Equal(2, reports[2].Execution!.Quantity);
        Assert.Equal(OrderStatus.Filled, reports[3].Order!.Status);
    }

    [Fact]
    public void A_lost_request_has_an_unknown_outcome_and_no_effect()
    {
        var bench = new Bench(Quick with { LostRequests = 1 });
        bench.Play(async () => Assert.Equal(BrokerError.OutcomeUnknown,
            (await Assert.ThrowsAsync<BrokerException>(() => bench.SubmitAsync("A1", Side.Buy, 1))).Error));
        Assert.Empty(bench.Exchange.Ledger.Orders);
    }

    [Fact]
    public void A_lost_answer_has_an_unknown_outcome_and_an_effect()
    {
        var bench = new Bench(Quick with { LostAnswers = 1 });
        bench.Play(async () => Assert.Equal(BrokerError.OutcomeUnknown,
            (await Assert.ThrowsAsync<BrokerException>(() => bench.SubmitAsync("A1", Side.Buy, 1))).Error));
        Assert.Single(bench.Exchange.Ledger.Orders);
    }

    [Fact]
    public void A_question_without_an_answer_says_that_the_broker_cannot_be_reached()
    {
        var bench = new Bench(Quick with { LostAnswers = 1 });
        bench.Play(async () => Assert.Equal(BrokerError.Unavailable,
            (await Assert.ThrowsAsync<BrokerException>(() => bench.Broker.OpenOrdersAsync(CancellationToken.None))).Error));
    }

    [Fact]
    public void A_request_may_arrive_long_after_the_plugin_gave_it_up()
    {
        var bench = new Bench(Quick with { Wire = new Latency(TimeSpan.FromSeconds(20), 1, TimeSpan.FromSeconds(21)) });
        bench.Play(async () =>
        {
            await Assert.ThrowsAsync<BrokerException>(() => bench.SubmitAsync("A1", Side.Buy, 1));
            Assert.Empty(bench.Exchange.Ledger.Orders);
            await bench.PassAsync(60);
            Assert.Single(bench.Exchange.Ledger.Orders);
        });
    }

    [Fact]
    public void A_plugin_that_hangs_answers_only_to_a_cancellation()
    {
        var bench = new Bench(Quick with { LostAnswers = 1, Hangs = 1 });
        bench.Play(async () =>
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5), bench.Process.Time);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Broker.SubmitAsync(new OrderTicket("A1", "ABC", Side.Buy, 1,
                OrderType.Market, null, null, TimeInForce.Day), patience.Token));
            Assert.Equal(bench.Start + TimeSpan.FromMinutes(5), bench.World.Now);
        });
    }

    [Fact]
    public void Refusals_say_why_and_do_nothing()
    {
        foreach (var (faults, error) in new[]
        {
            (Quick with { RateLimited = 1, RetryAfter = TimeSpan.FromSeconds(4) }, BrokerError.RateLimited),
            (Quick with { Unavailable = 1 }, BrokerError.Unavailable),
        })
        {
            var bench = new Bench(faults);
            bench.Play(async () =>
            {
                var refusal = await Assert.ThrowsAsync<BrokerException>(() => bench.SubmitAsync("A1", Side.Buy, 1));
                Assert.Equal(error, refusal.Error);
                Assert.Equal(error == BrokerError.RateLimited, refusal.RetryAfter is not null);
            });
            Assert.Empty(bench.Exchange.Ledger.Orders);
        }
    }

    [Fact]
    public void What_was_sent_arrives_though_its_process_died()
    {
        var bench = new Bench(Quick with { Wire = new Latency(TimeSpan.FromSeconds(1), 0, TimeSpan.Zero) });
        bench.Process.Start(() => _ = bench.SubmitAsync("A1", Side.Buy, 1));
        bench.World.After(TimeSpan.FromMilliseconds(1), bench.Process.Kill);
        bench.World.Run(bench.Start + TimeSpan.FromMinutes(1));
        Assert.Single(bench.Exchange.Ledger.Orders);
    }

    [Fact]
    public void What_a_dead_process_still_asks_for_is_not_sent()
    {
        var bench = new Bench();
        bench.Process.Start(() =>
        {
            bench.Process.Kill();
            _ = bench.SubmitAsync("A1", Side.Buy, 1);
        });
        bench.World.Run(bench.Start + TimeSpan.FromMinutes(1));
        Assert.Empty(bench.Exchange.Ledger.Orders);
    }

    [Fact]
    public void A_cut_stream_throws_and_can_be_opened_again()
    {
        var bench = new Bench(Quick with { CutEvery = TimeSpan.FromMinutes(1) });
        var reports = new List<BrokerReport>();
        bench.Play(async () =>
        {
            Assert.Equal(BrokerError.Unavailable, (await bench.ListenAsync(reports)).Error);
            Assert.Equal(BrokerError.Unavailable, (await bench.ListenAsync(reports)).Error);
        });
        Assert.All(reports, r => Assert.Equal(BrokerReport.Subscribed, r));
    }

    [Fact]
    public void A_silent_stream_drops_reports_until_it_is_cut()
    {
        var bench = new Bench(Quick with { SilenceEvery = TimeSpan.FromSeconds(1), SilenceLength = TimeSpan.FromMinutes(5) });
        var reports = new List<BrokerReport>();
        bench.Play(async () =>
        {
            var listening = bench.ListenAsync(reports);
            await bench.PassAsync(12);
            for (int i = 0; i < 5; i++) await bench.SubmitAsync($"A{i}", Side.Buy, 1);
            Assert.Equal(BrokerError.Unavailable, (await listening).Error);
        });
        Assert.Equal([BrokerReport.Subscribed], reports);
        Assert.Equal(5, bench.Exchange.Ledger.Orders.Count);
    }

    [Fact]
    public void Reports_are_doubled_lost_and_overtake_each_other()
    {
        var usual = Hear(Quick);
        Assert.Equal(usual.Count, usual.Distinct().Count());
        Assert.True(Hear(Quick with { DoubledReports = 1 }).Count > usual.Count * 1.9);
        Assert.True(Hear(Quick with { LostReports = 0.5 }).Count < usual.Count * 0.8);
        Assert.True(IsInOrder(usual));
        Assert.False(IsInOrder(Hear(Quick with
        {
            ReportsOvertake = true,
            Reports = new Latency(TimeSpan.FromSeconds(1), 0, TimeSpan.Zero)
        })));
        Assert.Equal(OrderStatus.Filled, Hear(Quick with { StatesBeforeExecutions = 1 })[1].Order!.Status);
    }

    [Fact]
    public void Executions_that_are_shown_late_are_late_in_reports_and_in_answers()
    {
        var bench = new Bench(Quick with { Exchange = new ExchangeFaults { LateExecutions = 1, LateBy = TimeSpan.FromSeconds(200) } });
        var reports = new List<BrokerReport>();
        bench.Play(async () =>
        {
            _ = bench.ListenAsync(reports);
            await bench.PassAsync(1);
            await bench.SubmitAsync("A1", Side.Buy, 1);
            await bench.PassAsync(3);
            Assert.Contains(reports, r => r.Order?.Status == OrderStatus.Filled);
            Assert.DoesNotContain(reports, r => r.Execution is not null);
            Assert.Empty(await bench.Broker.ExecutionsAsync(bench.Start, CancellationToken.None));
            await bench.PassAsync(220);
            Assert.Contains(reports, r => r.Execution is not null);
            Assert.Single(await bench.Broker.ExecutionsAsync(bench.Start, CancellationToken.None));
        });
    }

    [Fact]
    public void Positions_are_as_old_as_the_profile_says_or_cannot_be_read()
    {
        var bench = new Bench(Quick with { PositionLag = TimeSpan.FromSeconds(10) });
        bench.Play(async () =>
        {
            await bench.SubmitAsync("A1", Side.Buy, 1);
            await bench.PassAsync(3);
            Assert.Empty(await bench.Broker.PositionsAsync(CancellationToken.None));
            await bench.PassAsync(10);
            Assert.Single(await bench.Broker.PositionsAsync(CancellationToken.None));
        });
        var blind = new Bench(Quick with { UnreadablePositions = 1 });
        blind.Play(async () => await Assert.ThrowsAsync<BrokerException>(() => blind.Broker.PositionsAsync(CancellationToken.None)));
    }

    [Fact]
    public void Outages_end_and_calm_ends_all_faults()
    {
        var bench =
            new Bench(Quick with { OutageEvery = TimeSpan.FromSeconds(30), OutageLength = TimeSpan.FromSeconds(30), LostReports = 1 });
        int failed = 0, done = 0;
        bench.Play(async () =>
        {
            for (int i = 0; i < 300; i++)
            {
                try
                {
                    await bench.Broker.OpenOrdersAsync(CancellationToken.None);
                    done++;
                }
                catch (BrokerException)
                {
                    failed++;
                }

                await bench.PassAsync(1);
            }

            bench.Network.Calm();
            for (int i = 0; i < 300; i++)
            {
                await bench.Broker.OpenOrdersAsync(CancellationToken.None);
                await bench.PassAsync(1);
            }
        });
        Assert.True(failed > 20 && done > 20, $"{failed} failed, {done} did not");
    }

    private static List<BrokerReport> Hear(FaultProfile faults)
    {
        var bench = new Bench(faults);
        var reports = new List<BrokerReport>();
        bench.Play(async () =>
        {
            _ = bench.ListenAsync(reports);
            await bench.PassAsync(10);
            reports.Clear();
            for (int i = 0; i < 40; i++) await bench.SubmitAsync($"A{i}", Side.Buy, 1);
            await bench.PassAsync(60);
        });
        return reports;
    }

    /// <summary>Whether no order is shown as accepted after it was shown as filled.</summary>
    private static bool IsInOrder(List<BrokerReport> reports)
    {
        var filled = new HashSet<string>();
        foreach (var order in reports.Where(r => r.Order is not null).Select(r => r.Order!))
        {
            if (order.Status == OrderStatus.Filled) filled.Add(order.ClientId!);
            else if (filled.Contains(order.ClientId!)) return false;
        }

        return true;
    }
}
