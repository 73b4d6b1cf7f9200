using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Notices;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>How often a broker's reports are subscribed to again, who is told, and what passes meanwhile; in virtual time.</summary>
public sealed class ReportListenerTests : IDisposable
{
    private readonly AccountBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void A_cut_is_told_once_and_its_end_and_it_is_tried_again_never_later_than_the_bound()
    {
        var broker = new ScriptedBroker();
        bench.Quiet(bench.Joined(bench.Account(broker)));
        bench.Notices.Clear();
        var cut = bench.Now;
        broker.Cuts = 12;
        broker.Report(Plugins.BrokerReport.Subscribed);
        bench.Await(() => bench.Notices.Count == 2);
        Assert.Equal([NoticeKind.Disconnect, NoticeKind.Reconnect], bench.Notices.Select(n => n.Kind));

        // 0.2 s, doubled after each failure up to 15 s: thirteen waits, each a quarter more or less.
        Assert.InRange((bench.Now - cut).TotalSeconds, 115.4 * 0.75, 115.4 * 1.25);
    }

    [Fact]
    public void While_nothing_is_heard_what_opens_waits_and_what_closes_and_cancellations_pass()
    {
        var broker = new ScriptedBroker();
        var account = bench.Account(broker);
        var session = bench.Joined(account);
        bench.Submit(session, AccountBench.Ticket("trend1"));
        bench.Submit(session, AccountBench.Ticket("trend2", limit: 90));
        bench.Quiet(session);
        broker.Fill("trend1", 100);
        bench.Pass(1);
        broker.Cuts = 1000;
        broker.Report(Plugins.BrokerReport.Subscribed);
        bench.Pass(1);
        broker.Asked.Clear();
        bench.Submit(session, AccountBench.Ticket("trend3"));
        bench.Submit(session, AccountBench.Ticket("trend4", Side.Sell));
        bench.Send(session, new CancelOrder("trend2"));
        bench.Pass(5);
        Assert.Equal(["cancel trend2", "submit trend4"], broker.Asked.Order());
        broker.Cuts = 0;
        bench.Await(() => broker.Asked.Contains("submit trend3"));
    }
}
