using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Notices;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>Orders at the broker that no session looks after; in virtual time.</summary>
public sealed class ExternalOrdersTests : IDisposable
{
    private const string Former = "A1B2C3D40001", Running = "A1B2C3D40002";
    private readonly AccountBench bench = new();
    private readonly ScriptedBroker broker = new();

    public void Dispose() => bench.Dispose();

    /// <summary>The account, after a host on which session 1 of trend ran: session 2 runs.</summary>
    /// <param name="working">What works at the broker meanwhile, by client ids.</param>
    private BrokerSession Session(params string[] working)
    {
        var before = bench.Account(broker);
        Join(before, Former);
        bench.Close(before);
        foreach (var id in working) broker.Take(AccountBench.Ticket(id, limit: 50));
        return Join(bench.Account(broker), Running);
    }

    private BrokerSession Join(BrokerAccount account, string prefix)
    {
        var session = account.Open("trend", prefix, bench.Now, 1000, ["X"]);
        bench.Do(() => session.Join([]));
        return session;
    }

    private IReadOnlyList<ExternalOrder> Seen => ExternalOrders.In(bench.State) is [{ Account: "main", Orders: var orders }] ? orders : [];

    private string Choose(AccountChoice choice)
    {
        var files = new AccountFolder(bench.Folder);
        MismatchResolver.Post(files, choice);
        string? answer = null;
        bench.Await(() => (answer ??= MismatchResolver.TakeAnswer(files)) is not null);
        return answer!;
    }

    [Fact]
    public void An_order_of_a_former_session_is_shown_with_it_and_told_once_and_left_as_it_is()
    {
        var session = Session(Former + "000007");
        bench.Quiet(session);
        bench.Pass(300);
        var order = Assert.Single(Seen);
        Assert.Equal(("trend", 1L, "of session 1 of trend, which is over"), (order.Deployment, order.Session, order.Origin));
        Assert.Equal("Buy 10 X limit 50, of session 1 of trend, which is over", order.ToString());
        var notice = Assert.Single(bench.Notices);
        Assert.Equal(NoticeKind.Warning, notice.Kind);
        Assert.Contains($"{order}. 'strategyhost reconcile main --cancel-orphans' cancels it", notice.Text, StringComparison.Ordinal);
        Assert.Empty(broker.Asked);
    }

    [Theory]
    [InlineData("web7", "made by hand or by another program")]
    [InlineData("X0123456789ABCDEF", "which closes what no deployment has bought")]
    public void An_order_that_no_session_made_is_shown_and_neither_told_nor_counted(string clientId, string origin)
    {
        var session = Session(clientId);
        bench.Quiet(session);
        var order = Assert.Single(Seen);
        Assert.Equal((null, null, origin), (order.Deployment, order.Session, order.Origin));
        Assert.Empty(bench.Notices);
        Assert.Empty(session.Take(100).OfType<OrderReport>());
        Assert.StartsWith("there is no order of a former session", Choose(new AccountChoice(ExternalPolicy.Reduce, CancelsOrphans: true)),
            StringComparison.Ordinal);
        Assert.Empty(broker.Asked);
    }

    [Fact]
    public void A_choice_cancels_those_of_former_sessions_and_says_so()
    {
        var session = Session(Former + "000007", "web7");
        bench.Quiet(session);
        string answer = Choose(new AccountChoice(ExternalPolicy.Reduce, CancelsOrphans: true));
        Assert.Equal("cancelled: Buy 10 X limit 50, of session 1 of trend, which is over; it agrees with its broker", answer);
        Assert.Equal([$"cancel {Former}000007"], broker.Asked);
        Assert.Equal("web7", Assert.Single(Seen).Order.ClientId);
    }

    [Fact]
    public void What_the_broker_does_not_cancel_is_said_to_work_still()
    {
        broker.IgnoresCancels = true;
        var session = Session(Former + "000007");
        bench.Quiet(session);
        string answer = Choose(new AccountChoice(ExternalPolicy.Reduce, CancelsOrphans: true));
        Assert.StartsWith("works still: Buy 10 X limit 50", answer, StringComparison.Ordinal);
        Assert.Single(Seen);
    }

    [Fact]
    public void What_it_fills_is_told_and_named_where_positions_differ_and_is_in_nobodys_books()
    {
        string id = Former + "000007";
        var session = Session(id);
        bench.Quiet(session);
        broker.Fill(id, 50);
        var told = bench.Until(session, said => said is AccountMismatch { Difference: not null });
        Assert.Contains("the broker holds 10 X, the deployments 0 (order A1B2C3D40001000007 of session 1 of trend, which is over, has "
            + "bought 10)", told.OfType<AccountMismatch>().Last().Difference, StringComparison.Ordinal);
        Assert.DoesNotContain(told, said => said is ExecutionReport or OrderReport);
        Assert.Contains(bench.Notices, n => n.Text == "order A1B2C3D40001000007 of session 1 of trend, which is over, has bought 10 X at "
            + "50: no deployment has that in its books");
        Assert.Empty(Seen);

        // It is explained once: a later difference is not its doing.
        Choose(new AccountChoice(ExternalPolicy.Ignore));
        bench.Pass(61);
        session.Take(100);
        broker.Foreign = 3;
        told = bench.Until(session, said => said is AccountMismatch { Difference: not null });
        Assert.DoesNotContain("A1B2C3D4", told.OfType<AccountMismatch>().Last().Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_its_running_session_does_not_know_is_one_of_them()
    {
        Session(Running + "000007");
        bench.Await(() => Seen.Count > 0);
        Assert.Equal("of session 2 of trend, whose journal does not know it", Assert.Single(Seen).Origin);
        Choose(new AccountChoice(ExternalPolicy.Reduce, CancelsOrphans: true));
        Assert.Equal([$"cancel {Running}000007"], broker.Asked);
    }

    [Fact]
    public void Orders_of_sessions_that_run_or_rest_are_none_of_them()
    {
        var account = bench.Account(broker);
        var resting = Join(account, Former);
        bench.Submit(resting, AccountBench.Ticket(Former + "000001", limit: 50));
        bench.Quiet(resting);
        bench.Play(() => account.LeaveAsync(resting, TimeSpan.FromSeconds(1)));
        var session = account.Open("waves", Running, bench.Now, 1000, ["X"]);
        bench.Resting = new Dictionary<string, SessionLedger> { [Former] = resting.Ledger };
        bench.Do(() => session.Join([]));
        bench.Submit(session, AccountBench.Ticket(Running + "000001", limit: 49));
        bench.Quiet(session);
        bench.Pass(100);
        Assert.Empty(Seen);
        Assert.Empty(bench.Notices);
    }

    [Theory]
    [InlineData(SessionStanding.PutAside, "of session 1 of trend, whose journal was put aside", true)]
    [InlineData(SessionStanding.Unreadable, "of session 1 of trend, whose journal cannot be read", false)]
    internal void A_session_that_may_be_taken_up_once_its_journal_is_mended_keeps_its_orders(SessionStanding standing, string origin,
        bool isCancelled)
    {
        bench.Standing = standing;
        var session = Session(Former + "000007");
        bench.Quiet(session);
        Assert.Equal(origin, Assert.Single(Seen).Origin);
        Assert.Contains(isCancelled ? "cancelled: Buy" : "not cancelled: Buy",
            Choose(new AccountChoice(ExternalPolicy.Reduce, CancelsOrphans: true)), StringComparison.Ordinal);
        Assert.Equal(isCancelled ? 1 : 0, broker.Asked.Count);
    }
}
