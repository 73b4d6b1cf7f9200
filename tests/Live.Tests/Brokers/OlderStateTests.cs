using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>Sessions whose journal is an older copy: the broker has orders of theirs that it does not know.</summary>
public sealed class OlderStateTests : IDisposable
{
    private readonly AccountBench bench = new();
    private readonly ScriptedBroker broker = new();

    public void Dispose() => bench.Dispose();

    private static AccountMismatch Mismatch(IEnumerable<BrokerEvent> told) => told.OfType<AccountMismatch>().Last();

    private List<BrokerEvent> UntilOlder(BrokerSession session) => bench.Until(session,
        e => e is AccountMismatch { Difference: { } text } && text.Contains("is older than the broker", StringComparison.Ordinal));

    [Fact]
    public void A_session_is_told_once_and_sends_nothing_more()
    {
        broker.Take(AccountBench.Ticket("trend1"));
        broker.Fill("trend1", 100, tells: false);
        var session = bench.Joined(bench.Account(broker));
        var told = UntilOlder(session);
        Assert.Single(told);
        Assert.Contains("'strategyhost state archive trend'", Mismatch(told).Difference, StringComparison.Ordinal);
        Assert.Contains("'strategyhost reconcile main --cancel-orphans --adopt'", Mismatch(told).Difference, StringComparison.Ordinal);
        bench.Submit(session, AccountBench.Ticket("trend2"));
        bench.Submit(session, AccountBench.Ticket("trend3", Side.Sell) with { IsReduceOnly = true });
        bench.Pass(300);
        Assert.Empty(broker.Sent);
        var ends = session.Take(100);
        Assert.Equal(["trend2", "trend3"],
            ends.Cast<OrderReport>().Where(o => o.Order.Status == OrderStatus.Rejected).Select(o => o.Order.ClientId).Order());
        Assert.Equal(2, ends.Count);
    }

    [Fact]
    public void An_order_that_works_under_an_unknown_name_is_a_sign_of_it_too()
    {
        broker.Take(AccountBench.Ticket("trend1", limit: 50));
        UntilOlder(bench.Joined(bench.Account(broker)));
    }

    [Theory]
    [InlineData(Side.Buy)]
    [InlineData(Side.Sell)]
    public void A_number_that_the_broker_has_is_not_used_again_before_the_first_comparison(Side side)
    {
        // The account holds 10 by an order that the journal knows, and the broker has had the next number already.
        var account = bench.Account(broker);
        broker.Take(AccountBench.Ticket("trend1"));
        var known = broker.Fill("trend1", 100, tells: false);
        broker.Take(AccountBench.Ticket("trend2", side));
        broker.Fill("trend2", 101, tells: false);
        var session = bench.Session(account, "trend", new ExecutionReport(known));
        bench.Do(() =>
        {
            session.Join([]);
            session.Know(new SubmitOrder(AccountBench.Ticket("trend2", side)));
            session.Send(new SubmitOrder(AccountBench.Ticket("trend2", side)), bench.Now);
        });
        var told = UntilOlder(session);
        Assert.Empty(broker.Sent);
        Assert.DoesNotContain(told, e => e is ExecutionReport);
        Assert.Contains(told.Concat(session.Take(100)),
            e => e is OrderReport { Order: { ClientId: "trend2", Status: OrderStatus.Rejected } });
    }

    [Fact]
    public void Orders_that_it_knows_can_be_cancelled()
    {
        var account = bench.Account(broker);
        var session = bench.Session(account);
        var working = AccountBench.Working(broker, session, AccountBench.Ticket("trend1", limit: 50));
        session.Recall(working);
        broker.Take(AccountBench.Ticket("trend2", limit: 51));
        bench.Do(() => session.Join([]));
        UntilOlder(session);
        bench.Send(session, new CancelOrder("trend1"));
        bench.Until(session, e => e is OrderReport { Order: { ClientId: "trend1", Status: OrderStatus.Cancelled } });
        Assert.Equal(["cancel trend1"], broker.Asked);
    }

    [Theory]
    [InlineData(ExternalPolicy.Adopt)]
    [InlineData(ExternalPolicy.Ignore)]
    [InlineData(ExternalPolicy.Flatten)]
    public void What_it_does_not_know_is_not_taken_for_nobodys_by_the_accounts_policy(ExternalPolicy policy)
    {
        broker.Take(AccountBench.Ticket("trend1"));
        broker.Fill("trend1", 100, tells: false);
        var session = bench.Joined(bench.Account(broker, policy));
        Assert.DoesNotContain(UntilOlder(session), e => e is PositionAdopted);
        bench.Pass(200);
        Assert.Empty(broker.Sent);
    }

    [Fact]
    public void It_stays_so_when_the_host_is_started_again()
    {
        var session = bench.Joined(bench.Account(broker), "trend", new AccountMismatch("it is older") { Stray = "trend7" });
        Assert.Contains("which has the order trend7", Mismatch(UntilOlder(session)).Difference, StringComparison.Ordinal);
        bench.Submit(session, AccountBench.Ticket("trend1"));
        bench.Until(session, e => e is OrderReport { Order.Status: OrderStatus.Rejected });
        Assert.Empty(broker.Sent);
    }

    [Fact]
    public void Another_session_of_the_account_goes_on()
    {
        broker.Take(AccountBench.Ticket("trend1", limit: 50));
        var account = bench.Account(broker);
        var other = bench.Joined(account, "waves");
        var session = bench.Joined(account);
        UntilOlder(session);
        bench.Submit(other, AccountBench.Ticket("waves1", limit: 40));
        bench.Until(other, e => e is OrderReport { Order.Status: OrderStatus.Accepted });
        Assert.Equal(["waves1"], broker.Sent);
    }
}
