using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>Requests without an answer that take effect after newer ones.</summary>
public sealed class LateRequestsTests : IDisposable
{
    /// <summary>A look follows the one before within five seconds, and a quarter more.</summary>
    private const double BetweenLooks = 6.5;
    private static readonly BrokerException Unknown = new(BrokerError.OutcomeUnknown, "Who knows.");
    private readonly ScriptedBroker broker = new();
    private AccountBench? started;

    /// <summary>Made by the test, on its own thread.</summary>
    private AccountBench Bench => started ??= new AccountBench();

    public void Dispose() => started?.Dispose();

    private static bool Is(BrokerEvent said, OrderStatus status) => said is OrderReport { Order: var order } && order.Status == status;

    private BrokerSession Working()
    {
        var session = Bench.Joined(Bench.Account(broker));
        Bench.Submit(session, AccountBench.Ticket("trend1", limit: 90));
        Bench.Until(session, s => Is(s, OrderStatus.Accepted));
        return session;
    }

    /// <summary>An order with a change to 14 that has no answer, and a newer one to 11 that has.</summary>
    private BrokerSession Changed()
    {
        var session = Working();
        broker.Changes.Enqueue(Task.FromException(Unknown));
        Bench.Send(session, new ReplaceOrder("trend1", new OrderChange(14, 90, null)));
        Bench.Send(session, new ReplaceOrder("trend1", new OrderChange(11, 90, null)));
        Bench.Until(session, s => s is OrderReport { Answered.Quantity: 11 });
        Assert.Equal(["submit trend1", "replace trend1 14", "replace trend1 11"], broker.Asked);
        return session;
    }

    [Fact]
    public void A_change_that_is_made_after_a_newer_one_is_undone_though_no_report_tells_of_it()
    {
        Changed();
        Bench.Pass(20);
        broker.Alter("trend1", o => o with { Quantity = 14 });
        Bench.Pass(BetweenLooks);
        Assert.Equal(["replace trend1 11"], broker.Asked[3..]);
        Assert.Equal(11, broker.Alter("trend1", o => o).Quantity);
        Assert.Contains(Bench.Said, l => l.StartsWith("a change of order trend1 that had no answer was made", StringComparison.Ordinal));
    }

    [Fact]
    public void A_report_of_it_is_followed_at_once()
    {
        Changed();
        Bench.Pass(30);
        Bench.Do(() => broker.Report(new BrokerReport(broker.Alter("trend1", o => o with { Quantity = 14 }), null)));
        Bench.Pass(1);
        Assert.Equal(["replace trend1 11"], broker.Asked[3..]);
    }

    [Fact]
    public void An_old_report_of_other_terms_leads_to_no_request()
    {
        Changed();
        Bench.Do(() => broker.Report(new BrokerReport(broker.Alter("trend1", o => o) with { Quantity = 14 }, null)));
        Bench.Pass(30);
        Assert.Equal(3, broker.Asked.Count);
    }

    [Fact]
    public void Terms_that_nobody_of_the_host_has_asked_for_stay()
    {
        Changed();
        broker.Alter("trend1", o => o with { Quantity = 17 });
        Bench.Pass(LateRequests.LongestWay.TotalSeconds);
        Assert.Equal(3, broker.Asked.Count);
    }

    [Fact]
    public void What_is_wanted_now_counts_and_not_what_was_answered()
    {
        var session = Changed();
        Bench.Send(session, new ReplaceOrder("trend1", new OrderChange(12, 90, null)));
        Bench.Until(session, s => s is OrderReport { Answered.Quantity: 12 });
        broker.Alter("trend1", o => o with { Quantity = 14 });
        Bench.Pass(BetweenLooks);
        Assert.Equal(["replace trend1 12", "replace trend1 12"], broker.Asked[3..]);
    }

    [Fact]
    public void Orders_are_looked_at_until_no_request_can_arrive_any_more()
    {
        var session = Working();
        Bench.Pass(100);
        int quiet = broker.Looks;
        Bench.Pass(LateRequests.LongestWay.TotalSeconds);
        Assert.InRange(broker.Looks - quiet, 0, 2);
        broker.Changes.Enqueue(Task.FromException(Unknown));
        Bench.Send(session, new ReplaceOrder("trend1", new OrderChange(14, 90, null)));
        int before = broker.Looks;
        Bench.Pass(LateRequests.LongestWay.TotalSeconds + 1);
        Assert.InRange(broker.Looks - before, 12, 30);
        int after = broker.Looks;
        Bench.Pass(LateRequests.LongestWay.TotalSeconds);
        Assert.InRange(broker.Looks - after, 0, 2);
    }

    [Fact]
    public void An_order_that_arrives_after_it_was_given_up_is_cancelled()
    {
        var session = Bench.Joined(Bench.Account(broker));
        broker.Submits.Enqueue(_ => Unknown);
        var ticket = AccountBench.Ticket("trend1", limit: 90);
        Bench.Submit(session, ticket);
        Bench.Send(session, new CancelOrder("trend1"));
        Bench.Until(session, s => Is(s, OrderStatus.Cancelled));
        Bench.Pass(20);
        broker.Take(ticket);
        Bench.Pass(BetweenLooks);
        Assert.Equal(["submit trend1", "cancel trend1"], broker.Asked);
        Assert.Contains(Bench.Said, l => l.StartsWith("order trend1 of trend works at the broker", StringComparison.Ordinal));
    }

    [Fact]
    public void An_order_that_was_taken_for_ended_is_cancelled_as_soon_as_a_report_shows_it()
    {
        var session = Working();
        Bench.Send(session, new CancelOrder("trend1"));
        Bench.Until(session, s => Is(s, OrderStatus.Cancelled));
        Bench.Pass(75);
        Bench.Do(() => broker.Report(new BrokerReport(broker.Alter("trend1", o => o with { Status = OrderStatus.Accepted }), null)));
        Bench.Pass(1);
        Assert.Equal(["submit trend1", "cancel trend1", "cancel trend1"], broker.Asked);
    }

    [Fact]
    public void Its_end_is_asked_for_until_it_comes()
    {
        var session = Working();
        Bench.Send(session, new CancelOrder("trend1"));
        Bench.Until(session, s => Is(s, OrderStatus.Cancelled));
        Bench.Pass(75);
        broker.IgnoresCancels = true;
        Bench.Do(() => broker.Report(new BrokerReport(broker.Alter("trend1", o => o with { Status = OrderStatus.Accepted }), null)));
        Bench.Pass(20);
        Assert.InRange(broker.Asked.Count(a => a == "cancel trend1"), 5, 9);
    }

    [Fact]
    public void A_cancellation_of_the_process_before_that_arrives_late_is_told_within_seconds()
    {
        var account = Bench.Account(broker);
        var session = Bench.Session(account);
        session.Recall(AccountBench.Working(broker, session, AccountBench.Ticket("trend1", limit: 90)));
        Bench.Do(() => session.Join([]));
        Bench.Pass(20);
        broker.Alter("trend1", o => o with { Status = OrderStatus.Cancelled });
        Bench.Pass(BetweenLooks);
        Assert.Contains(session.Take(100), s => Is(s, OrderStatus.Cancelled));
    }

    [Fact]
    public void A_session_is_not_quiet_while_a_request_of_its_may_arrive()
    {
        var session = Changed();
        Bench.Pass(LateRequests.LongestWay.TotalSeconds - 5);
        session.Take(100);
        Assert.False(session.IsQuiet);
        Bench.Pass(6);
        Bench.Quiet(session);
    }

    [Fact]
    public void An_order_that_has_left_memory_and_works_is_cancelled_and_brings_no_doubt()
    {
        started = new AccountBench { FinishedOrders = 1 };
        var session = Working();
        Bench.Do(() => broker.Report(new BrokerReport(broker.Alter("trend1", o => o with { Status = OrderStatus.Cancelled }), null)));
        for (int i = 2; i <= 5; i++)
        {
            Bench.Submit(session, AccountBench.Ticket($"trend{i}", limit: 90));
            Bench.Until(session, s => Is(s, OrderStatus.Accepted));
            string id = $"trend{i}";
            Bench.Do(() => broker.Report(new BrokerReport(broker.Alter(id, o => o with { Status = OrderStatus.Cancelled }), null)));
        }

        Assert.True(session.Ledger.TryFind("trend1", out var known) && known.IsForgotten);
        Bench.Do(() => broker.Report(new BrokerReport(broker.Alter("trend1", o => o with { Status = OrderStatus.Accepted }), null)));
        Bench.Pass(2);
        Assert.Equal("cancel trend1", broker.Asked[^1]);
        Assert.Null(session.Stray);
    }
}
