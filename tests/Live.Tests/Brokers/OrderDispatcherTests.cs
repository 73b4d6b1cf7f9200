using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>In which order an account brings its broker to what orders are to be.</summary>
public sealed class OrderDispatcherTests : IDisposable
{
    private readonly ScriptedBroker broker = new();
    private AccountBench? started;

    /// <summary>Made by the test, on its own thread.</summary>
    private AccountBench Bench => started ??= new AccountBench();

    public void Dispose() => started?.Dispose();

    private static OrderTicket Ticket(string id, Side side = Side.Buy, decimal? limit = null, decimal quantity = 10) =>
        AccountBench.Ticket(id, side, limit, quantity);

    private static bool Is(BrokerEvent said, string id, OrderStatus status) =>
        said is OrderReport { Order: var order } && order.ClientId == id && order.Status == status;

    /// <summary>A session that holds 10 X, bought with its order 0, and whose order 1 works.</summary>
    private BrokerSession Holder(BrokerAccount account, string name, OrderTicket? working = null)
    {
        var session = Bench.Session(account, name);
        session.Recall(AccountBench.Working(broker, session, Ticket(name + "0")));
        session.Recall(new ExecutionReport(broker.Fill(name + "0", 100, tells: false)));
        if (working is not null) session.Recall(AccountBench.Working(broker, session, working));
        Bench.Do(() => session.Join([]));
        return session;
    }

    [Fact]
    public void While_nothing_may_be_opened_cancellations_and_reducing_orders_are_sent_and_opening_ones_are_not()
    {
        broker.IsLoggedOut = true;
        var session = Holder(Bench.Account(broker), "one", Ticket("one1", limit: 90));
        Bench.Submit(session, Ticket("one2", limit: 91));
        Bench.Send(session, new CancelOrder("one1"));
        Bench.Submit(session, Ticket("one3", Side.Sell));
        Bench.Pass(30);
        Assert.Equal(["cancel one1", "submit one3"], broker.Asked);
        broker.IsLoggedOut = false;
        Bench.Until(session, s => Is(s, "one2", OrderStatus.Accepted));
        Assert.Equal("submit one2", broker.Asked[^1]);
    }

    [Theory]
    [InlineData(10, false, true)]
    [InlineData(11, false, false)]
    [InlineData(11, true, true)]
    public void An_order_is_reducing_when_it_is_no_larger_than_what_its_session_holds_or_says_so(int quantity, bool isReduceOnly,
        bool isSent)
    {
        broker.IsLoggedOut = true;
        var session = Holder(Bench.Account(broker), "one");
        Bench.Submit(session, Ticket("one1", Side.Sell, quantity: quantity) with { IsReduceOnly = isReduceOnly });
        Bench.Pass(10);
        Assert.Equal(isSent, broker.Sent.Contains("one1"));
    }

    [Fact]
    public void What_one_session_holds_does_not_make_an_order_of_another_reducing()
    {
        broker.IsLoggedOut = true;
        var account = Bench.Account(broker);
        Holder(account, "one");
        var two = Bench.Joined(account, "two");
        Bench.Submit(two, Ticket("two1", Side.Sell));
        Bench.Pass(10);
        Assert.Empty(broker.Sent);
    }

    [Fact]
    public void A_reducing_order_is_sent_however_old_it_is_and_whatever_the_limits_say()
    {
        var session = Holder(Bench.Account(broker,
            limits: new AccountLimitSpec { MaxOpenOrders = 0, MaxOrdersPerMinute = 0, MaxPosition = 0, MaxExposure = 0 }), "one");
        Bench.Submit(session, Ticket("one1", Side.Sell), Bench.Now.AddHours(-1));
        Bench.Until(session, s => Is(s, "one1", OrderStatus.Accepted));
        Assert.Equal(["one1"], broker.Sent);
    }

    [Fact]
    public void An_order_that_waits_and_is_cancelled_is_never_sent()
    {
        broker.IsLoggedOut = true;
        var session = Bench.Joined(Bench.Account(broker));
        Bench.Submit(session, Ticket("trend1"));
        Bench.Pass(1);
        Bench.Send(session, new CancelOrder("trend1"));
        Bench.Until(session, s => Is(s, "trend1", OrderStatus.Cancelled));
        broker.IsLoggedOut = false;
        Bench.Pass(60);
        Assert.Empty(broker.Asked);
    }

    [Fact]
    public void Of_changes_that_are_wanted_while_one_is_under_way_the_newest_follows_it()
    {
        var session = Bench.Joined(Bench.Account(broker));
        Bench.Submit(session, Ticket("trend1", limit: 90));
        Bench.Until(session, s => Is(s, "trend1", OrderStatus.Accepted));
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        broker.Changes.Enqueue(answer.Task);
        for (int quantity = 12; quantity <= 14; quantity++)
            Bench.Send(session, new ReplaceOrder("trend1", new OrderChange(quantity, 90, null)));
        Bench.Pass(1);
        Assert.Equal(["submit trend1", "replace trend1 12"], broker.Asked);
        Bench.Do(answer.SetResult);
        var answers = Bench.Until(session, s => s is OrderReport { Answered.Quantity: 14 }).OfType<OrderReport>();
        Assert.Equal([12m, 14m], answers.Select(a => a.Answered!.Quantity));
        Assert.Equal(["submit trend1", "replace trend1 12", "replace trend1 14"], broker.Asked);
    }

    [Fact]
    public void A_change_that_the_broker_shows_already_is_answered_and_not_asked_for()
    {
        var session = Bench.Joined(Bench.Account(broker));
        Bench.Submit(session, Ticket("trend1", limit: 90));
        Bench.Until(session, s => Is(s, "trend1", OrderStatus.Accepted));
        var change = new OrderChange(10, 90, null);
        Bench.Send(session, new ReplaceOrder("trend1", change));
        Bench.Until(session, s => s is OrderReport { Answered: { } answered } && answered == change);
        Assert.Equal(["submit trend1"], broker.Asked);
    }

    [Fact]
    public void A_change_that_is_refused_is_answered_with_the_brokers_words()
    {
        var session = Bench.Joined(Bench.Account(broker));
        Bench.Submit(session, Ticket("trend1", limit: 90));
        Bench.Until(session, s => Is(s, "trend1", OrderStatus.Accepted));
        broker.Changes.Enqueue(Task.FromException(new BrokerException(BrokerError.Invalid, "Too large.")));
        var change = new OrderChange(1000, 90, null);
        Bench.Send(session, new ReplaceOrder("trend1", change));
        var refused = Bench.Until(session, s => s is OrderReport { Answered: not null }).OfType<OrderReport>().Last();
        Assert.Equal((change, "Too large (Invalid)", 10m), (refused.Answered, refused.Refusal, refused.Order.Quantity));
    }

    [Fact]
    public void A_change_without_an_answer_is_asked_for_again_unless_the_end_is_wanted_meanwhile()
    {
        var session = Bench.Joined(Bench.Account(broker));
        Bench.Submit(session, Ticket("trend1", limit: 90));
        Bench.Until(session, s => Is(s, "trend1", OrderStatus.Accepted));
        broker.Changes.Enqueue(Task.FromException(new BrokerException(BrokerError.OutcomeUnknown, "Who knows.")));
        Bench.Send(session, new ReplaceOrder("trend1", new OrderChange(12, 90, null)));
        Bench.Until(session, s => s is OrderReport { Answered.Quantity: 12 });
        broker.Changes.Enqueue(Task.FromException(new BrokerException(BrokerError.Unavailable, "It is gone.")));
        Bench.Send(session, new ReplaceOrder("trend1", new OrderChange(13, 90, null)));
        Bench.Send(session, new CancelOrder("trend1"));
        Bench.Until(session, s => Is(s, "trend1", OrderStatus.Cancelled));
        Assert.Equal(["submit trend1", "replace trend1 12", "replace trend1 12", "replace trend1 13", "cancel trend1"], broker.Asked);
    }

    [Fact]
    public void What_could_trade_with_a_closing_order_of_another_deployment_is_cancelled_first()
    {
        var account = Bench.Account(broker);
        var (one, two) = (Holder(account, "one"), Bench.Joined(account, "two"));
        Bench.Submit(two, Ticket("two1", limit: 95));
        Bench.Submit(two, Ticket("two2", limit: 93));
        Bench.Until(two, s => Is(s, "two2", OrderStatus.Accepted));
        Bench.Submit(one, Ticket("one1", Side.Sell, limit: 94));
        Bench.Until(one, s => Is(s, "one1", OrderStatus.Accepted));
        Assert.Equal(["submit two1", "submit two2", "cancel two1", "submit one1"], broker.Asked);
        Assert.Contains(Bench.Said, l => l.Contains("of two is cancelled: one closes a position", StringComparison.Ordinal));
        Assert.Contains(two.Take(100), s => Is(s, "two1", OrderStatus.Cancelled));
    }

    [Fact]
    public void A_closing_order_does_not_wait_for_ever_for_what_stands_in_its_way()
    {
        broker.IgnoresCancels = true;
        var account = Bench.Account(broker);
        var (one, two) = (Holder(account, "one"), Bench.Joined(account, "two"));
        Bench.Submit(two, Ticket("two1", limit: 95));
        Bench.Until(two, s => Is(s, "two1", OrderStatus.Accepted));
        Bench.Submit(one, Ticket("one1", Side.Sell));
        Bench.Pass(OrderAdmission.Patience.TotalSeconds - 1);
        Assert.DoesNotContain("one1", broker.Sent);
        Bench.Pass(2);
        Assert.Contains("one1", broker.Sent);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_broker_is_told_of_reduce_only_where_no_other_deployment_has_traded_the_symbol(bool hasOther, bool isReduceOnly)
    {
        var account = Bench.Account(broker);
        if (hasOther)
        {
            var other = Bench.Joined(account, "two");
            Bench.Play(() => account.LeaveAsync(other, TimeSpan.FromSeconds(5)));
        }

        var one = Holder(account, "one");
        bool? handed = null;
        broker.Submits.Enqueue(t =>
        {
            handed = t.IsReduceOnly;
            return null;
        });
        Bench.Submit(one, Ticket("one1", Side.Sell, limit: 110) with { IsReduceOnly = true });
        Bench.Until(one, s => Is(s, "one1", OrderStatus.Accepted));
        Assert.Equal(isReduceOnly, handed);
    }

    [Fact]
    public void A_closing_order_is_not_sent_any_more_once_what_it_was_to_close_has_been_closed()
    {
        broker.IgnoresCancels = true;
        var account = Bench.Account(broker);
        var (one, two) = (Holder(account, "one", Ticket("one1", Side.Sell, limit: 110)), Bench.Joined(account, "two"));
        Bench.Submit(two, Ticket("two1", limit: 95));
        Bench.Until(two, s => Is(s, "two1", OrderStatus.Accepted));
        Bench.Send(one, new SubmitOrder(Ticket("one2", Side.Sell)) { IsClosing = true });
        Bench.Pass(1);
        broker.Fill("one1", 110);
        Bench.Until(one, s => Is(s, "one2", OrderStatus.Cancelled));
        Assert.DoesNotContain("one2", broker.Sent);
    }

    [Fact]
    public void A_closing_order_of_a_position_that_is_closed_already_is_not_sent()
    {
        var session = Bench.Joined(Bench.Account(broker));
        Bench.Send(session, new SubmitOrder(Ticket("trend1", Side.Sell)) { IsClosing = true });
        Bench.Until(session, s => Is(s, "trend1", OrderStatus.Cancelled));
        Assert.Empty(broker.Sent);
    }

    [Fact]
    public void A_cancellation_that_the_broker_takes_and_does_not_carry_out_is_asked_for_again_and_given_up_in_the_end()
    {
        broker.IgnoresCancels = true;
        var session = Bench.Joined(Bench.Account(broker));
        Bench.Submit(session, Ticket("trend1", limit: 90));
        Bench.Send(session, new CancelOrder("trend1"));
        var refused = Bench.Until(session, s => s is OrderReport { Refusal: not null }).OfType<OrderReport>().Last();
        Assert.Equal("the broker has taken the cancellation, and the order works on", refused.Refusal);
        Assert.Equal(OrderDispatcher.MostCancels, broker.Asked.Count(a => a == "cancel trend1"));
        Assert.Equal(OrderStatus.Accepted, refused.Order.Status);
    }
}
