using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>What an account sends, and what it makes of what its broker holds.</summary>
public sealed class BrokerAccountTests
{
    private static OrderTicket Ticket(string id, Side side = Side.Buy, decimal? limit = null) => AccountBench.Ticket(id, side, limit);

    private static bool Is(BrokerEvent news, OrderStatus status) => news is OrderReport order && order.Order.Status == status;

    private static Func<OrderTicket, Exception?> Fails(BrokerError error) =>
        _ => new BrokerException(error, $"{error}.") { RetryAfter = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public void An_order_is_sent_and_what_became_of_it_comes_back()
    {
        var broker = new ScriptedBroker();
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(broker));
        bench.Submit(session, Ticket("trend1"));
        bench.Until(session, n => Is(n, OrderStatus.Accepted));
        broker.Fill("trend1", 101);
        Assert.Contains(bench.Until(session, n => n is ExecutionReport), n => n is ExecutionReport);
        Assert.Equal(["trend1"], broker.Sent);
    }

    [Theory]
    [InlineData(BrokerError.Unavailable)]
    [InlineData(BrokerError.RateLimited)]
    [InlineData(BrokerError.OutcomeUnknown)]
    public void What_was_not_done_is_sent_again_under_the_same_id(BrokerError error)
    {
        var broker = new ScriptedBroker();
        broker.Submits.Enqueue(Fails(error));
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(broker));
        bench.Submit(session, Ticket("trend1"));
        bench.Until(session, n => Is(n, OrderStatus.Accepted));
        Assert.Equal(["trend1", "trend1"], broker.Sent);
    }

    [Theory]
    [InlineData(BrokerError.OutcomeUnknown)]
    [InlineData(BrokerError.DuplicateClientId)]
    public void What_was_done_without_an_answer_is_found_and_not_sent_again(BrokerError error)
    {
        var broker = new ScriptedBroker();
        broker.Submits.Enqueue(ticket =>
        {
            broker.Take(ticket);
            return Fails(error)(ticket);
        });
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(broker));
        bench.Submit(session, Ticket("trend1"));
        bench.Until(session, n => Is(n, OrderStatus.Accepted));
        Assert.Equal(["trend1"], broker.Sent);
    }

    [Theory]
    [InlineData("50151DF0000100004A", 0x4A, true)]
    [InlineData("50151DF0000100004AG0", 0x4A, true)]
    [InlineData("50151DF0000100004AZZ", 0x4A, true)]
    [InlineData("50151DF0000100004A", 0xA, false)]
    [InlineData("50151DF0000100004AG0", 0x4B, false)]
    [InlineData("", 0, false)]
    public void A_client_id_tells_its_order_also_when_it_was_sent_again(string clientId, long order, bool isOf) =>
        Assert.Equal(isOf, BrokerSession.IsClientIdOf(clientId, order));

    [Fact]
    public void Where_a_second_order_would_not_be_refused_an_unknown_one_is_never_sent_again()
    {
        var broker = new ScriptedBroker { Capabilities = new ScriptedBroker().Capabilities with { RefusesDuplicateClientIds = false } };
        broker.Submits.Enqueue(Fails(BrokerError.OutcomeUnknown));
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(broker));
        bench.Submit(session, Ticket("trend1"));
        var rejected = Assert.IsType<OrderReport>(bench.Until(session, n => Is(n, OrderStatus.Rejected))[^1]);
        Assert.Contains("not sent again", rejected.Order.Reason, StringComparison.Ordinal);
        Assert.Equal(["trend1"], broker.Sent);
    }

    [Theory]
    [InlineData(BrokerError.InsufficientFunds)]
    [InlineData(BrokerError.Invalid)]
    [InlineData(BrokerError.MarketClosed)]
    [InlineData(BrokerError.NotPermitted)]
    public void What_the_broker_refuses_is_rejected_with_its_words(BrokerError error)
    {
        var broker = new ScriptedBroker();
        broker.Submits.Enqueue(Fails(error));
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(broker));
        bench.Submit(session, Ticket("trend1"));
        Assert.Contains(error.ToString(), ((OrderReport)bench.Until(session, n => Is(n, OrderStatus.Rejected))[^1]).Order.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_could_not_be_sent_in_time_is_not_sent()
    {
        var broker = new ScriptedBroker();
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(broker));
        bench.Submit(session, Ticket("trend1"), bench.Now.AddMinutes(-5));
        Assert.Contains("moved on", ((OrderReport)bench.Until(session, n => Is(n, OrderStatus.Rejected))[^1]).Order.Reason,
            StringComparison.Ordinal);
        Assert.Empty(broker.Sent);
    }

    [Fact]
    public void After_a_restart_an_order_that_may_have_been_sent_is_asked_for_first()
    {
        var broker = new ScriptedBroker();
        broker.Take(Ticket("trend1"));
        broker.Fill("trend1", 100, tells: false);
        using var bench = new AccountBench();
        var session = bench.Session(bench.Account(broker));
        var (first, second) = (new SubmitOrder(Ticket("trend1")), new SubmitOrder(Ticket("trend2")));
        session.Know(first);
        session.Know(second);
        bench.Do(() => session.Join([(first, bench.Now), (second, bench.Now)]));
        var news = bench.Until(session, n => n is OrderReport { Order: { ClientId: "trend2", Status: OrderStatus.Accepted } });
        Assert.Contains(news, n => n is ExecutionReport { Execution.ClientId: "trend1" });
        Assert.Equal(["trend2"], broker.Sent);
    }

    [Fact]
    public void What_is_known_already_is_no_news()
    {
        var broker = new ScriptedBroker();
        using var bench = new AccountBench();
        var session = bench.Session(bench.Account(broker));
        session.Recall(AccountBench.Working(broker, session, Ticket("trend1")));
        session.Recall(new ExecutionReport(broker.Fill("trend1", 100, tells: false)));
        bench.Do(() => session.Join([]));
        var news = bench.Until(session, n => Is(n, OrderStatus.Filled));
        Assert.DoesNotContain(news, n => n is ExecutionReport);
    }

    [Fact]
    public void Two_deployments_of_an_account_do_not_trade_with_each_other()
    {
        var broker = new ScriptedBroker();
        using var bench = new AccountBench();
        var account = bench.Account(broker);
        var (one, two) = (bench.Joined(account, "one"), bench.Joined(account, "two"));
        bench.Submit(one, Ticket("one1", Side.Buy, limit: 100));
        bench.Until(one, n => Is(n, OrderStatus.Accepted));
        bench.Submit(two, Ticket("two1", Side.Sell, limit: 99));
        Assert.Contains("could trade with Buy 10 X of one",
            ((OrderReport)bench.Until(two, n => Is(n, OrderStatus.Rejected))[^1]).Order.Reason, StringComparison.Ordinal);
        bench.Submit(two, Ticket("two2", Side.Sell, limit: 101));
        bench.Until(two, n => Is(n, OrderStatus.Accepted));
    }

    [Fact]
    public void What_nobody_bought_puts_the_session_in_doubt()
    {
        var broker = new ScriptedBroker { Foreign = 7 };
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(broker));
        var doubt = Assert.IsType<AccountMismatch>(bench.Until(session, n => n is AccountMismatch)[^1]);
        Assert.Contains("the broker holds 7 X, the deployments 0", doubt.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_bought_is_adopted_at_the_brokers_entry_price()
    {
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(new ScriptedBroker { Foreign = 7 }, ExternalPolicy.Adopt));
        var adopted = Assert.IsType<PositionAdopted>(bench.Until(session, n => n is PositionAdopted)[^1]);
        Assert.Equal((7m, 90m), (adopted.Quantity, adopted.Price));
    }

    [Fact]
    public void What_nobody_bought_is_left_alone_and_remembered()
    {
        var broker = new ScriptedBroker { Foreign = 7 };
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(broker, ExternalPolicy.Ignore));
        bench.Submit(session, Ticket("trend1"));
        var news = bench.Until(session, n => Is(n, OrderStatus.Accepted));
        Assert.DoesNotContain(news, n => n is AccountMismatch { Difference: not null });
        Assert.Equal(7, new ExternalHoldings(new AccountFolder(bench.Folder))["X"]);
    }

    [Fact]
    public void What_nobody_bought_is_closed_at_the_market()
    {
        var broker = new ScriptedBroker { Foreign = 7 };
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(broker, ExternalPolicy.Flatten));
        bench.Until(session, n => n is AccountMismatch);
        Assert.Matches("^X[0-9A-F]{16}$", Assert.Single(broker.Sent));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_nobody_bought_is_not_closed_twice_when_the_answer_is_lost(bool refusesTwice)
    {
        var broker = new ScriptedBroker
        {
            Foreign = 7,
            Capabilities = new ScriptedBroker().Capabilities with { RefusesDuplicateClientIds = refusesTwice }
        };
        broker.Submits.Enqueue(_ => new BrokerException(BrokerError.OutcomeUnknown, "the line was cut"));
        using var bench = new AccountBench();
        bench.Joined(bench.Account(broker, ExternalPolicy.Flatten));
        if (refusesTwice) bench.Await(() => broker.Sent.Count == 2);
        else bench.Await(() => bench.Said.Any(s => s.Contains("close it by hand", StringComparison.Ordinal)));
        bench.Pass(1800);
        Assert.Single(broker.Sent.Distinct());
        Assert.Equal(refusesTwice ? 2 : 1, broker.Sent.Count);
    }

    /// <summary>What is in an account, at a price of X.</summary>
    private static Portfolio Worth(double price, decimal cash)
    {
        var portfolio = new Portfolio(cash, "USD");
        portfolio.Add(new Position(new Instrument { Symbol = "X", Multiplier = 2 }) { LastPrice = price });
        return portfolio;
    }

    private static string? Refused(AccountBench bench, BrokerSession session, OrderTicket ticket)
    {
        bench.Submit(session, ticket);
        return bench.Until(session, n => n is OrderReport).OfType<OrderReport>().Last().Order.Reason;
    }

    [Fact]
    public void What_all_positions_of_an_account_may_be_worth_has_a_limit()
    {
        using var bench = new AccountBench();
        var account = bench.Account(new ScriptedBroker(), limits: new AccountLimitSpec { MaxExposure = 5000 });
        var (one, two) = (bench.Joined(account, "one"), bench.Joined(account, "two"));
        Assert.Contains("nobody knows what X is worth", Refused(bench, one, Ticket("one1", limit: 90)), StringComparison.Ordinal);
        one.Mark(Worth(100, 1000));
        Assert.Null(Refused(bench, one, Ticket("one2", limit: 90)));
        Assert.Contains("could be worth 5,200.00", Refused(bench, two, Ticket("two1", limit: 90) with { Quantity = 16 }),
            StringComparison.Ordinal);
        Assert.Null(Refused(bench, two, Ticket("two2", limit: 90) with { Quantity = 15 }));
    }

    [Fact]
    public void What_all_deployments_of_an_account_may_lose_in_a_day_has_a_limit_that_a_restart_does_not_lift()
    {
        var limits = new AccountLimitSpec { MaxDailyLoss = 100 };
        using var bench = new AccountBench();
        var account = bench.Account(new ScriptedBroker(), limits: limits);
        var (one, two) = (bench.Joined(account, "one"), bench.Joined(account, "two"));
        one.Mark(Worth(100, 1000));
        two.Mark(Worth(100, 1000));
        one.Mark(Worth(100, 850));
        two.Mark(Worth(100, 1060));
        Assert.Null(Refused(bench, one, Ticket("one1", limit: 90)));
        two.Mark(Worth(100, 1050));
        Assert.Contains("have lost 100.00 since midnight UTC", Refused(bench, two, Ticket("two1", limit: 90)), StringComparison.Ordinal);
        bench.Close(account);

        var later = bench.Joined(bench.Account(new ScriptedBroker(), limits: limits), "one");
        later.Mark(Worth(100, 900));
        Assert.Contains("have lost 100.00", Refused(bench, later, Ticket("one2", limit: 90)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_day_begins_with_what_there_is()
    {
        var clock = new HandClock { Now = new DateTimeOffset(2026, 3, 2, 23, 0, 0, TimeSpan.Zero) };
        using var workshop = new Workshop();
        var files = new AccountFolder(workshop["day"]);
        var day = new DayStart(files, clock);
        day.Mark("A", 1000);
        day.Mark("A", 700);
        Assert.Equal(300, day.Loss);
        clock.Now += TimeSpan.FromHours(2);
        Assert.Equal(0, day.Loss);
        day.Mark("A", 690);
        day.Mark("A", 680);
        Assert.Equal(10, day.Loss);
        day.Keep();
        Assert.Equal(10, new DayStart(files, clock).Loss);
    }

    [Fact]
    public void All_deployments_of_an_account_have_limits_together()
    {
        var broker = new ScriptedBroker();
        using var bench = new AccountBench();
        var account = bench.Account(broker, limits: new AccountLimitSpec { MaxPosition = 25, MaxOrdersPerMinute = 3, MaxOpenOrders = 2 });
        var (one, two) = (bench.Joined(account, "one"), bench.Joined(account, "two"));
        Assert.Null(Refused(bench, one, Ticket("one1", limit: 90)));
        Assert.Contains("orders of the account's deployments would be open",
            Refused(bench, two, Ticket("two1", limit: 90) with { Quantity = 1 })
                ?? Refused(bench, two, Ticket("two2", limit: 90) with { Quantity = 1 }), StringComparison.Ordinal);
        Assert.Contains("could reach 26", Refused(bench, one, Ticket("one2", limit: 90) with { Quantity = 15 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Cash_that_has_gone_is_noticed_once()
    {
        var broker = new ScriptedBroker { Cash = 1500 };
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(broker));
        bench.Quiet(session);
        Assert.Empty(bench.Said);
        broker.Cash = 900;
        bench.Pass(300);
        Assert.Contains("believe to have 1,000.00 USD together, and the broker has 900.00", Assert.Single(bench.Said),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_login_that_has_ended_is_said_once_and_orders_wait_for_the_next()
    {
        var broker = new ScriptedBroker { IsLoggedOut = true };
        using var bench = new AccountBench();
        var session = bench.Joined(bench.Account(broker));
        bench.Submit(session, Ticket("trend1"));
        bench.Await(() => broker.Refusals >= 3);
        Assert.Contains("Log in again", Assert.Single(bench.Said), StringComparison.Ordinal);
        Assert.Empty(broker.Sent);
        broker.IsLoggedOut = false;
        bench.Until(session, n => Is(n, OrderStatus.Accepted));
        Assert.Contains("again", bench.Said[^1], StringComparison.Ordinal);
        Assert.Equal(["trend1"], broker.Sent);
    }

    [Fact]
    public void A_deployment_cannot_have_more_cash_than_the_broker()
    {
        using var bench = new AccountBench();
        var account = bench.Account(new ScriptedBroker { Cash = 1500 });
        bench.Joined(account);
        var refused = Assert.Throws<DeploymentException>(() =>
            bench.Play(() => account.ReserveCapitalAsync("other", 501, "USD", CancellationToken.None)));
        Assert.Contains("of which 1,000.00 are other deployments'", refused.Message, StringComparison.Ordinal);
        bench.Play(() => account.ReserveCapitalAsync("other", 500, "USD", CancellationToken.None));
    }

    [Fact]
    public void Deployments_that_start_at_once_do_not_get_the_same_cash()
    {
        using var bench = new AccountBench();
        var account = bench.Account(new ScriptedBroker { Cash = 1500 });
        IDisposable? first = null;
        bench.Play(async () => first = await account.ReserveCapitalAsync("first", 1000, "USD", CancellationToken.None));
        var refused = Assert.Throws<DeploymentException>(() =>
            bench.Play(() => account.ReserveCapitalAsync("other", 501, "USD", CancellationToken.None)));
        Assert.Contains("of which 1,000.00 are other deployments'", refused.Message, StringComparison.Ordinal);
        first!.Dispose();
        bench.Play(() => account.ReserveCapitalAsync("other", 501, "USD", CancellationToken.None));
    }

    [Fact]
    public void A_session_that_ends_waits_for_its_calls_for_a_while_only()
    {
        using var bench = new AccountBench();
        var broker = new ScriptedBroker();
        var account = bench.Account(broker);
        var session = bench.Joined(account);
        bench.Submit(session, AccountBench.Ticket("trend1", limit: 90));
        bench.Quiet(session);
        broker.Changes.Enqueue(new TaskCompletionSource().Task);
        bench.Send(session, new ReplaceOrder("trend1", new OrderChange(10, 91, null)));
        var began = bench.Now;
        bench.Play(() => account.LeaveAsync(session, TimeSpan.FromSeconds(5)));
        Assert.Equal(5, (bench.Now - began).TotalSeconds, 0.1);
    }

    [Fact]
    public void A_session_that_does_not_take_its_reports_is_told_the_rest_once_it_does()
    {
        var broker = new ScriptedBroker();
        using var bench = new AccountBench();
        var account = bench.Account(broker);
        var session = bench.Session(account);
        const int Orders = 6000;
        for (int i = 0; i < Orders; i++)
        {
            session.Recall(AccountBench.Working(broker, session, Ticket($"trend{i}")));
            broker.Fill($"trend{i}", 100, tells: false);
        }

        bench.Do(() => session.Join([]));
        bench.Pass(60);
        var told = new List<BrokerEvent>();
        bench.Await(() =>
        {
            told.AddRange(session.Take(100));
            return told.Count(n => Is(n, OrderStatus.Filled)) == Orders;
        });
        Assert.Equal(Orders, told.Count(n => n is ExecutionReport));
        Assert.False(session.HasMissed);
    }
}
