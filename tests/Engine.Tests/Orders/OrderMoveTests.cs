using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Orders;

/// <summary>An order itself moves along the table and nowhere else, whoever asks.</summary>
public sealed class OrderMoveTests
{
    public static TheoryData<OrderStatus, OrderStatus> Pairs
    {
        get
        {
            var pairs = new TheoryData<OrderStatus, OrderStatus>();
            foreach (var from in Enum.GetValues<OrderStatus>())
            {
                foreach (var to in Enum.GetValues<OrderStatus>()) pairs.Add(from, to);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_pair_of_statuses_moves_as_the_table_says(OrderStatus from, OrderStatus to)
    {
        var order = new Order(1, new OrderRequest { Symbol = "X", Side = Side.Buy, Quantity = 10 }, Bars.Monday);
        foreach (var step in WayTo(from)) Assert.True(order.TryMove(step, Bars.Monday));
        bool allowed = OrderLife.Allows(from, to);
        Assert.Equal(allowed, order.TryMove(to, Bars.Monday.AddDays(1), "why"));
        Assert.Equal(allowed ? to : from, order.Status);
        Assert.Equal(allowed ? "why" : null, order.Reason);
        Assert.Equal(!order.IsOpen, order.Closed is not null);
    }

    /// <summary>The shortest way along the table from the making of an order.</summary>
    private static List<OrderStatus> WayTo(OrderStatus goal)
    {
        var ways = new Dictionary<OrderStatus, List<OrderStatus>> { [OrderStatus.PendingSubmit] = [] };
        var open = new Queue<OrderStatus>(ways.Keys);
        while (!ways.ContainsKey(goal))
        {
            var status = open.Dequeue();
            foreach (var next in OrderLife.Next(status))
            {
                if (ways.TryAdd(next, [.. ways[status], next])) open.Enqueue(next);
            }
        }

        return ways[goal];
    }
}
