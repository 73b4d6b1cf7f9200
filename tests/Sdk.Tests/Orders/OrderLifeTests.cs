namespace StrategyHost.Sdk.Tests.Orders;

public sealed class OrderLifeTests
{
    [Fact]
    public void Nothing_follows_an_end_and_every_end_can_be_reached()
    {
        OrderStatus[] ends = [OrderStatus.Denied, OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Expired, OrderStatus.Rejected];
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            Assert.Equal(ends.Contains(status), OrderLife.Next(status).IsEmpty);
            Assert.Equal(!ends.Contains(status), OrderLife.IsOpen(status));
        }

        var reached = new HashSet<OrderStatus> { OrderStatus.PendingSubmit };
        var open = new Queue<OrderStatus>(reached);
        while (open.TryDequeue(out var status))
        {
            foreach (var next in OrderLife.Next(status).ToArray().Where(reached.Add)) open.Enqueue(next);
        }

        Assert.Equal(Enum.GetValues<OrderStatus>().Order(), reached.Order());
    }

    [Theory]
    [InlineData(OrderStatus.PendingSubmit, OrderStatus.Denied, true)]
    [InlineData(OrderStatus.Accepted, OrderStatus.Filled, true)]
    [InlineData(OrderStatus.PendingCancel, OrderStatus.Filled, true)] // a cancel can come too late
    [InlineData(OrderStatus.Filled, OrderStatus.Cancelled, false)]
    [InlineData(OrderStatus.Accepted, OrderStatus.Denied, false)]
    [InlineData(OrderStatus.PartiallyFilled, OrderStatus.Rejected, false)]
    public void What_may_follow_what(OrderStatus from, OrderStatus to, bool allowed) => Assert.Equal(allowed, OrderLife.Allows(from, to));
}
