using System.Reflection;
using StrategyHost.Engine.Orders;

namespace StrategyHost.Engine.Tests.Orders;

/// <summary>Whatever is known of an order that has left memory can be read back.</summary>
public sealed class OrderArchiveTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    private static Order Random(Random random, long id)
    {
        bool Coin() => random.Next(2) == 0;
        decimal Number() => new(random.Next(), random.Next(4) == 0 ? random.Next() : 0, random.Next(9) == 0 ? random.Next() : 0, false,
            (byte)random.Next(9));
        string Word() => random.Next(3) switch
        {
            0 => "tag",
            1 => $"tag {random.Next(100_000)}",
            _ => new string('é', random.Next(1, 300)),
        };
        TimeInForce[] lives =
        [
            default, TimeInForce.Day, TimeInForce.GoodTill(Start.AddTicks(random.NextInt64(1L << 50))), TimeInForce.Bars(random.Next(1, 99))
        ];
        var request = new OrderRequest
        {
            Symbol = Coin() ? "X" : "Y",
            Side = Coin() ? Side.Buy : Side.Sell,
            Quantity = Number(),
            Type = (OrderType)random.Next(Enum.GetValues<OrderType>().Length),
            LimitPrice = Coin() ? Number() : null,
            StopPrice = Coin() ? -Number() : null,
            TimeInForce = lives[random.Next(lives.Length)],
            Trail = Coin() ? null : Coin() ? Trail.By(0.25) : Trail.Percent(2.5),
            LimitOffset = Coin() ? Number() : null,
            PostOnly = Coin(),
            ReduceOnly = Coin(),
            Trigger = (TriggerSource)random.Next(Enum.GetValues<TriggerSource>().Length),
            FitsCash = Coin(),
            Tag = Coin() ? Word() : null,
        };
        var order = new Order(id, in request, Start.AddTicks(random.NextInt64(1L << 50)))
        {
            IsClosing = Coin(),
            WasExit = Coin(),
            IsHostExit = Coin(),
            IsTriggered = Coin(),
        };
        if (Coin()) order.ParentId = random.NextInt64(1L << 40);
        if (Coin()) order.GroupId = random.NextInt64(1L << 40);
        OrderStatus[] ends = [OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Rejected, OrderStatus.Expired];
        decimal filled = random.Next(3) switch
        {
            0 => 0,
            1 => request.Quantity,
            _ => Number(),
        };
        order.Progress = new OrderProgress(ends[random.Next(ends.Length)], Coin() ? Word() : null, filled, filled == 0 ? 0 : Number(),
            order.Submitted.AddTicks(random.NextInt64(1L << 45)));
        return order;
    }

    /// <summary>All fields, those within others too.</summary>
    private static IEnumerable<string> Fields(object? of)
    {
        if (of is null) yield break;
        foreach (var field in of.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
        {
            object? value = field.GetValue(of);
            if (field.Name == "terms")
            {
                foreach (var inner in Fields(value)) yield return inner;
            }
            else
            {
                yield return FormattableString.Invariant($"{field.Name} {(value is DateTime time ? time.Ticks : value)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_field_of_any_order_is_read_as_it_was(int seed)
    {
        var random = new Random(seed);
        var archive = new OrderArchive();
        var orders = Enumerable.Range(1, 2000).Select(i => Random(random, 3 * i)).ToList();
        foreach (var order in orders) archive.Add(order);
        foreach (var order in orders)
        {
            Assert.True(archive.Has(order.Id));
            Assert.Equal(Fields(order), Fields(archive.Read(order.Id)));
        }

        Assert.All(orders, o => Assert.False(archive.Has(o.Id + 1)));
        Assert.False(archive.Has(1_000_000));
    }

    [Fact]
    public void One_that_is_kept_again_is_as_it_was_last()
    {
        var archive = new OrderArchive();
        var random = new Random(1);
        archive.Add(Random(random, 1));
        var later = Random(random, 1);
        archive.Add(later);
        Assert.Equal(Fields(later), Fields(archive.Read(1)));
    }

    [Fact]
    public void An_ordinary_order_takes_less_than_50_bytes()
    {
        const int Count = 50_000;
        var archive = new OrderArchive();
        for (int i = 1; i <= Count; i++)
        {
            var request = new OrderRequest
            {
                Symbol = "X",
                Side = Side.Buy,
                Quantity = 100,
                Type = OrderType.Limit,
                LimitPrice = 1373.15m,
                Tag = "bid"
            };
            var order = new Order(i, in request, Start.AddSeconds(i));
            order.Progress = new OrderProgress(OrderStatus.Filled, null, 100, 1373.1m, Start.AddSeconds(i + 7));
            archive.Add(order);
        }

        Assert.InRange((double)archive.Size / Count, 1, 50);
    }
}
