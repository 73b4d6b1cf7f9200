using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

public sealed class DispatchedOrderTests
{
    private static readonly DateTime Now = new(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc);
    private readonly DispatchedOrder order =
        new(new BrokerSession(new Nobody(), "trend", "A", Now, 1000, ["X"]), "A1", TimeProvider.System);

    [Fact]
    public void A_newer_change_replaces_an_older_one()
    {
        order.Want(new ReplaceOrder("A1", new OrderChange(12, 100, null)), Now, mayHaveBeenSent: false);
        order.Want(new ReplaceOrder("A1", new OrderChange(13, 101, null)), Now, mayHaveBeenSent: false);
        Assert.Equal(new OrderChange(13, 101, null), order.Wanted);
    }

    [Fact]
    public void An_answer_to_an_older_change_leaves_the_newer_wish()
    {
        var (older, newer) = (new OrderChange(12, 100, null), new OrderChange(13, 101, null));
        order.Want(new ReplaceOrder("A1", older), Now, mayHaveBeenSent: false);
        order.Want(new ReplaceOrder("A1", newer), Now, mayHaveBeenSent: false);
        order.Answered(older);
        Assert.Equal(newer, order.Wanted);
        order.Answered(newer);
        Assert.Null(order.Wanted);
    }

    [Fact]
    public void A_cancellation_is_wanted_until_it_is_given_up()
    {
        order.Want(new CancelOrder("A1"), Now, mayHaveBeenSent: false);
        Assert.True(order.IsCancelWanted);
        order.GiveUpCancel();
        Assert.False(order.IsCancelWanted);
    }

    [Fact]
    public void An_order_is_to_be_handed_over_until_the_broker_has_it()
    {
        var ticket = AccountBench.Ticket("A1");
        order.Want(new SubmitOrder(ticket), Now, mayHaveBeenSent: true);
        Assert.Equal((ticket, Now, true), (order.Ticket, order.Made, order.MayBeThere));
        order.HandedOver();
        Assert.Null(order.Ticket);
    }

    private sealed class Nobody : IAccountPort
    {
        public void Know(BrokerSession session, SubmitOrder order) => throw new NotSupportedException();

        public void Join(BrokerSession session, IReadOnlyList<(BrokerCommand Command, DateTime Made)> outstanding) =>
            throw new NotSupportedException();

        public void Send(BrokerSession session, BrokerCommand command, DateTime made) => throw new NotSupportedException();

        public void Mark(BrokerSession session, Portfolio portfolio) => throw new NotSupportedException();

        public bool IsQuiet(BrokerSession session) => throw new NotSupportedException();
    }
}
