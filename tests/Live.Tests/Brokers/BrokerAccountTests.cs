using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>What an account sends, and what it makes of what its broker holds.</summary>
public sealed class BrokerAccountTests : IAsyncDisposable
{
    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime;
    private readonly Workshop workshop = new();
    private readonly List<BrokerAccount> open = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var account in open) await account.DisposeAsync();
        workshop.Dispose();
    }

    private BrokerAccount Account(ScriptedBroker broker, ExternalPolicy external = ExternalPolicy.Reduce, AccountLimitSpec? limits = null, Action<string>? said = null)
    {
        var spec = new AccountSpec { Name = "main", Plugin = "scripted", External = external, Limits = limits ?? new AccountLimitSpec() };
        var account = new BrokerAccount(spec, broker, broker, workshop["account"], _ => new Dictionary<string, SessionLedger>(), (_, text) => said?.Invoke(text), TimeProvider.System, null, null);
        open.Add(account);
        return account;
    }

    private static BrokerSession Session(BrokerAccount account, string name = "trend", params BrokerNews[] known) => account.Open(name, name, Now, 1000, ["X"], known);

    private static OrderTicket Ticket(string id, Side side = Side.Buy, decimal? limit = null) =>
        new(id, "X", side, 10, limit is null ? OrderType.Market : OrderType.Limit, limit, null, TimeInForce.GoodTillCancelled);

    private static void Submit(BrokerSession session, OrderTicket ticket, DateTime? made = null)
    {
        session.Know(ticket);
        session.Send(new SubmitCall(ticket), made ?? Now);
    }

    /// <summary>The news up to one that is so.</summary>
    private static List<BrokerNews> Until(BrokerSession session, Func<BrokerNews, bool> isSo)
    {
        var all = new List<BrokerNews>();
        while (true)
        {
            using (var sleep = session.Sleep(TestContext.Current.CancellationToken)) sleep.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
            session.Wake();
            var news = session.TakeNews(100);
            Assert.True(news.Count > 0, "nothing came for a long time");
            all.AddRange(news);
            if (news.Any(isSo)) return all;
        }
    }

    private static bool Is(BrokerNews news, OrderStatus status) => news is OrderNews order && order.Order.Status == status;

    private static Func<OrderTicket, Exception?> Fails(BrokerError error) => _ => new BrokerException(error, $"{error}.") { RetryAfter = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public void An_order_is_sent_and_what_became_of_it_comes_back()
    {
        var broker = new ScriptedBroker();
        var session = Session(Account(broker));
        session.Join([]);
        Submit(session, Ticket("trend1"));
        Until(session, n => Is(n, OrderStatus.Accepted));
        broker.Fill("trend1", 101);
        Assert.Contains(Until(session, n => n is ExecutionNews), n => n is ExecutionNews);
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
        var session = Session(Account(broker));
        session.Join([]);
        Submit(session, Ticket("trend1"));
        Until(session, n => Is(n, OrderStatus.Accepted));
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
        var session = Session(Account(broker));
        session.Join([]);
        Submit(session, Ticket("trend1"));
        Until(session, n => Is(n, OrderStatus.Accepted));
        Assert.Equal(["trend1"], broker.Sent);
    }

    [Theory]
    [InlineData("50151DF0000100004A", 0x4A, true)]
    [InlineData("50151DF0000100004AG0", 0x4A, true)]
    [InlineData("50151DF0000100004AZZ", 0x4A, true)]
    [InlineData("50151DF0000100004A", 0xA, false)]
    [InlineData("50151DF0000100004AG0", 0x4B, false)]
    [InlineData("", 0, false)]
    public void A_client_id_tells_its_order_also_when_it_was_sent_again(string clientId, long order, bool isOf) => Assert.Equal(isOf, BrokerSession.IsClientIdOf(clientId, order));

    [Fact]
    public void A_broker_that_changes_no_orders_is_not_asked_to_and_the_session_hears_of_it()
    {
        var broker = new ScriptedBroker { Capabilities = new ScriptedBroker().Capabilities with { AmendsOrders = false } };
        var session = Session(Account(broker));
        session.Join([]);
        Submit(session, Ticket("trend1", limit: 90));
        var change = new OrderChange(12, 91, null);
        session.Send(new ReplaceCall("trend1", change), Now);
        Assert.Equal(new UnchangeableNews("trend1", change), Until(session, n => n is UnchangeableNews)[^1]);
    }

    [Fact]
    public void Where_a_second_order_would_not_be_refused_an_unknown_one_is_never_sent_again()
    {
        var broker = new ScriptedBroker { Capabilities = new ScriptedBroker().Capabilities with { RefusesDuplicateClientIds = false } };
        broker.Submits.Enqueue(Fails(BrokerError.OutcomeUnknown));
        var session = Session(Account(broker));
        session.Join([]);
        Submit(session, Ticket("trend1"));
        var rejected = Assert.IsType<OrderNews>(Until(session, n => Is(n, OrderStatus.Rejected))[^1]);
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
        var session = Session(Account(broker));
        session.Join([]);
        Submit(session, Ticket("trend1"));
        Assert.Contains(error.ToString(), ((OrderNews)Until(session, n => Is(n, OrderStatus.Rejected))[^1]).Order.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_could_not_be_sent_in_time_and_one_that_the_broker_cannot_do_are_not_sent()
    {
        var broker = new ScriptedBroker();
        var session = Session(Account(broker));
        session.Join([]);
        Submit(session, Ticket("trend1"), Now.AddMinutes(-5));
        Assert.Contains("moved on", ((OrderNews)Until(session, n => Is(n, OrderStatus.Rejected))[^1]).Order.Reason, StringComparison.Ordinal);
        Submit(session, Ticket("trend2") with { Type = OrderType.TrailingStop });
        Assert.Contains("no TrailingStop orders", ((OrderNews)Until(session, n => Is(n, OrderStatus.Rejected))[^1]).Order.Reason, StringComparison.Ordinal);
        Assert.Empty(broker.Sent);
    }

    [Fact]
    public void After_a_restart_an_order_that_may_have_been_sent_is_asked_for_first()
    {
        var broker = new ScriptedBroker();
        broker.Take(Ticket("trend1"));
        broker.Fill("trend1", 100, tells: false);
        var session = Session(Account(broker));
        session.Know(Ticket("trend1"));
        session.Know(Ticket("trend2"));
        session.Join([(new SubmitCall(Ticket("trend1")), Now), (new SubmitCall(Ticket("trend2")), Now)]);
        var news = Until(session, n => n is OrderNews { Order: { ClientId: "trend2", Status: OrderStatus.Accepted } });
        Assert.Contains(news, n => n is ExecutionNews { Execution.ClientId: "trend1" });
        Assert.Equal(["trend2"], broker.Sent);
    }

    [Fact]
    public void What_is_known_already_is_no_news()
    {
        var broker = new ScriptedBroker();
        broker.Take(Ticket("trend1"));
        broker.Fill("trend1", 100, tells: false);
        var known = new ExecutionNews(new Execution("E0", "trend1", "X", Side.Buy, 10, 100, 1, Now, Liquidity.Taker));
        var session = Session(Account(broker), "trend", known, new OrderNews(new BrokerOrder { ClientId = "trend1", Symbol = "X", Side = Side.Buy, Quantity = 10, Status = OrderStatus.Accepted }));
        session.Know(Ticket("trend1"));
        session.Join([]);
        var news = Until(session, n => Is(n, OrderStatus.Filled));
        Assert.DoesNotContain(news, n => n is ExecutionNews);
    }

    [Fact]
    public void Two_deployments_of_an_account_do_not_trade_with_each_other()
    {
        var broker = new ScriptedBroker();
        var account = Account(broker);
        var (one, two) = (Session(account, "one"), Session(account, "two"));
        one.Join([]);
        two.Join([]);
        Submit(one, Ticket("one1", Side.Buy, limit: 100));
        Until(one, n => Is(n, OrderStatus.Accepted));
        Submit(two, Ticket("two1", Side.Sell, limit: 99));
        Assert.Contains("could trade with Buy 10 X of one", ((OrderNews)Until(two, n => Is(n, OrderStatus.Rejected))[^1]).Order.Reason, StringComparison.Ordinal);
        Submit(two, Ticket("two2", Side.Sell, limit: 101));
        Until(two, n => Is(n, OrderStatus.Accepted));
    }

    [Fact]
    public void What_nobody_bought_puts_the_session_in_doubt()
    {
        var broker = new ScriptedBroker { Foreign = 7 };
        var session = Session(Account(broker));
        session.Join([]);
        var doubt = Assert.IsType<StandingNews>(Until(session, n => n is StandingNews)[^1]);
        Assert.Contains("the broker holds 7 X, the deployments 0", doubt.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_bought_is_adopted_at_the_brokers_entry_price()
    {
        var session = Session(Account(new ScriptedBroker { Foreign = 7 }, ExternalPolicy.Adopt));
        session.Join([]);
        var adopted = Assert.IsType<AdoptionNews>(Until(session, n => n is AdoptionNews)[^1]);
        Assert.Equal((7m, 90m), (adopted.Quantity, adopted.Price));
    }

    [Fact]
    public void What_nobody_bought_is_left_alone_and_remembered()
    {
        var broker = new ScriptedBroker { Foreign = 7 };
        var session = Session(Account(broker, ExternalPolicy.Ignore));
        session.Join([]);
        Submit(session, Ticket("trend1"));
        var news = Until(session, n => Is(n, OrderStatus.Accepted));
        Assert.DoesNotContain(news, n => n is StandingNews { Difference: not null });
        Assert.Equal(7, new ExternalHoldings(workshop["account"])["X"]);
    }

    [Fact]
    public void What_nobody_bought_is_closed_at_the_market()
    {
        var broker = new ScriptedBroker { Foreign = 7 };
        var session = Session(Account(broker, ExternalPolicy.Flatten));
        session.Join([]);
        Until(session, n => n is StandingNews);
        Assert.Matches("^X[0-9A-F]{16}$", Assert.Single(broker.Sent));
    }

    /// <summary>What is in an account, at a price of X.</summary>
    private static Portfolio Worth(double price, decimal cash)
    {
        var portfolio = new Portfolio(cash, "USD");
        portfolio.Add(new Position(new Instrument { Symbol = "X", Multiplier = 2 }) { LastPrice = price });
        return portfolio;
    }

    private static string? Refused(BrokerSession session, OrderTicket ticket)
    {
        Submit(session, ticket);
        return Until(session, n => n is OrderNews).OfType<OrderNews>().Last().Order.Reason;
    }

    [Fact]
    public void What_all_positions_of_an_account_may_be_worth_has_a_limit()
    {
        var account = Account(new ScriptedBroker(), limits: new AccountLimitSpec { MaxExposure = 5000 });
        var (one, two) = (Session(account, "one"), Session(account, "two"));
        one.Join([]);
        two.Join([]);
        Assert.Contains("nobody knows what X is worth", Refused(one, Ticket("one1", limit: 90)), StringComparison.Ordinal);
        one.Mark(Worth(100, 1000));
        Assert.Null(Refused(one, Ticket("one2", limit: 90)));
        Assert.Contains("could be worth 5,200.00", Refused(two, Ticket("two1", limit: 90) with { Quantity = 16 }), StringComparison.Ordinal);
        Assert.Null(Refused(two, Ticket("two2", limit: 90) with { Quantity = 15 }));
    }

    [Fact]
    public async Task What_all_deployments_of_an_account_may_lose_in_a_day_has_a_limit_that_a_restart_does_not_lift()
    {
        var limits = new AccountLimitSpec { MaxDailyLoss = 100 };
        var account = Account(new ScriptedBroker(), limits: limits);
        var (one, two) = (Session(account, "one"), Session(account, "two"));
        one.Join([]);
        two.Join([]);
        one.Mark(Worth(100, 1000));
        two.Mark(Worth(100, 1000));
        one.Mark(Worth(100, 850));
        two.Mark(Worth(100, 1060));
        Assert.Null(Refused(one, Ticket("one1", limit: 90)));
        two.Mark(Worth(100, 1050));
        Assert.Contains("have lost 100.00 since midnight UTC", Refused(two, Ticket("two1", limit: 90)), StringComparison.Ordinal);
        open.Remove(account);
        await account.DisposeAsync();

        var later = Session(Account(new ScriptedBroker(), limits: limits), "one");
        later.Join([]);
        later.Mark(Worth(100, 900));
        Assert.Contains("have lost 100.00", Refused(later, Ticket("one2", limit: 90)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_day_begins_with_what_there_is()
    {
        var clock = new HandClock { Now = new DateTimeOffset(2026, 3, 2, 23, 0, 0, TimeSpan.Zero) };
        Directory.CreateDirectory(workshop["day"]);
        var day = new DayStart(workshop["day"], clock);
        day.Mark("A", 1000);
        day.Mark("A", 700);
        Assert.Equal(300, day.Loss);
        clock.Now += TimeSpan.FromHours(2);
        Assert.Equal(0, day.Loss);
        day.Mark("A", 690);
        day.Mark("A", 680);
        Assert.Equal(10, day.Loss);
        day.Keep();
        Assert.Equal(10, new DayStart(workshop["day"], clock).Loss);
    }

    [Fact]
    public void All_deployments_of_an_account_have_limits_together()
    {
        var broker = new ScriptedBroker();
        var account = Account(broker, limits: new AccountLimitSpec { MaxPosition = 25, MaxOrdersPerMinute = 3, MaxOpenOrders = 2 });
        var (one, two) = (Session(account, "one"), Session(account, "two"));
        one.Join([]);
        two.Join([]);
        Assert.Null(Refused(one, Ticket("one1", limit: 90)));
        Assert.Contains("orders of the account's deployments would be open", Refused(two, Ticket("two1", limit: 90) with { Quantity = 1 }) ?? Refused(two, Ticket("two2", limit: 90) with { Quantity = 1 }), StringComparison.Ordinal);
        Assert.Contains("could reach 26", Refused(one, Ticket("one2", limit: 90) with { Quantity = 15 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cash_that_has_gone_is_noticed_once()
    {
        var broker = new ScriptedBroker { Cash = 1500 };
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var account = Account(broker, said: said.Enqueue);
        var session = Session(account);
        session.Join([]);
        await QuietAsync(session);
        Assert.Empty(said);
        broker.Cash = 900;
        for (int i = 0; i < 2; i++)
        {
            session.LastComparison = null;
            await QuietAsync(session);
        }

        Assert.Contains("believe to have 1,000.00 USD together, and the broker has 900.00", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_has_ended_is_said_once_and_orders_wait_for_the_next()
    {
        var broker = new ScriptedBroker { IsLoggedOut = true };
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var session = Session(Account(broker, said: said.Enqueue));
        session.Join([]);
        Submit(session, Ticket("trend1"));
        using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20)))
        {
            while (broker.Refusals < 3) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains("Log in again", Assert.Single(said), StringComparison.Ordinal);
        Assert.Empty(broker.Sent);
        broker.IsLoggedOut = false;
        Until(session, n => Is(n, OrderStatus.Accepted));
        Assert.Contains("again", said.Last(), StringComparison.Ordinal);
        Assert.Equal(["trend1"], broker.Sent);
    }

    private static async Task QuietAsync(BrokerSession session)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!session.IsQuiet)
        {
            session.TakeNews(100);
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_deployment_cannot_have_more_cash_than_the_broker()
    {
        var account = Account(new ScriptedBroker { Cash = 1500 });
        var session = Session(account);
        session.Join([]);
        var refused = await Assert.ThrowsAsync<DeploymentException>(() => account.CheckCapitalAsync("other", 501, "USD", TestContext.Current.CancellationToken));
        Assert.Contains("of which 1,000.00 are other deployments'", refused.Message, StringComparison.Ordinal);
        await account.CheckCapitalAsync("other", 500, "USD", TestContext.Current.CancellationToken);
    }
}
