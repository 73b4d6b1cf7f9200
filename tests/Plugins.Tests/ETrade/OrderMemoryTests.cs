using ETrade;

namespace StrategyHost.Plugins.Tests.ETradePlugin;

public sealed class OrderMemoryTests : IDisposable
{
    private static readonly DateTime Noon = new(2026, 1, 15, 17, 0, 0, DateTimeKind.Utc);
    private static readonly OrderTerms Terms = new("ABC", "BUY", 10, "LIMIT", 99.5m, null, "GOOD_FOR_DAY");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-memory-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void An_order_has_its_name_and_its_fills_after_a_restart()
    {
        using (var before = Open())
        {
            before.Intend("A1", 0, Terms, Noon);
            before.Place("A1", 7);
            before.Learn([Listed(7, filled: 4, average: 99.4m)], Noon.AddSeconds(5));
        }

        using var after = Open();
        after.Learn([Listed(7, filled: 10, average: 99.46m, status: "EXECUTED")], Noon.AddSeconds(9));
        Assert.Equal([("7-4", "A1", 4m, 99.4m), ("7-10", "A1", 6m, 99.5m)],
            after.ExecutionsSince(Noon).Select(e => (e.Id, e.ClientId!, e.Quantity, e.Price)));
        Assert.Equal((OrderStatus.Filled, 10m), Shown(after, "A1"));
    }

    [Fact]
    public void A_fill_that_was_seen_is_told_the_same_way_for_ever()
    {
        using var memory = Open();
        memory.Learn([Listed(7, filled: 4, average: 99.4m)], Noon);
        memory.Learn([Listed(7, filled: 4, average: 99.4m)], Noon.AddMinutes(1));
        Assert.Single(memory.ExecutionsSince(DateTime.MinValue));
    }

    [Fact]
    public void An_order_whose_answer_was_lost_is_known_by_its_terms()
    {
        using (var before = Open()) before.Intend("A1", 0, Terms, Noon);
        using var after = Open();
        Assert.Null(after.Shown(after.Find("A1")!, Noon));
        after.Learn([Listed(6, terms: Terms with { Quantity = 11 }), Listed(7), Listed(5, placed: Noon.AddHours(-1))], Noon.AddSeconds(1));
        Assert.Equal([7L], after.Find("A1")!.OrderIds);
        Assert.Equal((OrderStatus.Accepted, 0m), Shown(after, "A1"));
    }

    [Fact]
    public void Two_orders_alike_are_two_orders()
    {
        using var memory = Open();
        memory.Intend("A1", 0, Terms, Noon);
        memory.Intend("A2", 0, Terms, Noon.AddSeconds(1));
        memory.Learn([Listed(8), Listed(7)], Noon.AddSeconds(2));
        Assert.Equal((7L, 8L), (memory.Find("A1")!.OrderIds[0], memory.Find("A2")!.OrderIds[0]));
    }

    [Fact]
    public void An_order_that_was_placed_long_after_is_not_the_one_that_was_lost()
    {
        using var memory = Open();
        memory.Intend("A1", 0, Terms, Noon);
        memory.Intend("A2", 0, Terms, Noon.AddHours(1));
        memory.Learn([Listed(7, placed: Noon.AddHours(1))], Noon.AddHours(1));
        Assert.Empty(memory.Find("A1")!.OrderIds);
        Assert.Equal([7L], memory.Find("A2")!.OrderIds);
    }

    [Fact]
    public void What_the_broker_answers_counts_more_than_what_was_guessed()
    {
        using (var memory = Open())
        {
            memory.Intend("A1", 0, Terms, Noon);
            memory.Intend("A2", 0, Terms, Noon);
            memory.Learn([Listed(7)], Noon);
            memory.Place("A2", 7);
            memory.Learn([Listed(8)], Noon);
        }

        using var again = Open();
        Assert.Equal((8L, 7L), (Assert.Single(again.Find("A1")!.OrderIds), Assert.Single(again.Find("A2")!.OrderIds)));
    }

    [Fact]
    public void An_order_that_was_refused_is_forgotten()
    {
        using var memory = Open();
        memory.Intend("A1", 0, Terms, Noon);
        memory.Drop("A1");
        memory.Learn([Listed(7)], Noon);
        Assert.Null(memory.Find("A1"));
        Assert.Null(Assert.Single(memory.Open(Noon)).ClientId);
    }

    [Fact]
    public void An_order_whose_terms_changed_is_the_sum_of_what_it_was()
    {
        using var memory = Open();
        memory.Intend("A1", 0, Terms, Noon);
        memory.Place("A1", 7);
        memory.Intend("A1", 1, Terms with { Quantity = 8, Limit = 99 }, Noon);
        memory.Place("A1", 8);
        memory.Learn([Listed(7, filled: 4, average: 99.4m, status: "CANCELLED"), Listed(8, terms: Terms with { Quantity = 8, Limit = 99 })],
            Noon);
        var shown = memory.Shown(memory.Find("A1")!, Noon)!;
        Assert.Equal((12m, 4m, 99m, OrderStatus.PartiallyFilled), (shown.Quantity, shown.Filled, shown.LimitPrice, shown.Status));
    }

    [Fact]
    public void An_order_does_not_end_while_its_change_is_on_the_way()
    {
        using var memory = Open();
        memory.Intend("A1", 0, Terms, Noon);
        memory.Place("A1", 7);
        memory.Intend("A1", 1, Terms with { Limit = 99 }, Noon);
        memory.Learn([Listed(7, status: "CANCELLED")], Noon.AddSeconds(1));
        Assert.Equal(OrderStatus.Accepted, Shown(memory, "A1").Item1);
        Assert.Equal(OrderStatus.Cancelled, memory.Shown(memory.Find("A1")!, Noon.AddMinutes(10))!.Status);
    }

    [Fact]
    public void A_line_that_was_cut_off_is_left_out()
    {
        using (var before = Open())
        {
            before.Intend("A1", 0, Terms, Noon);
            before.Place("A1", 7);
        }

        File.AppendAllText(Path.Combine(folder.FullName, "orders.jsonl"), "{\"intent\":{\"clientId\":\"A2\",");
        using (var after = Open())
        {
            Assert.Null(after.Find("A2"));
            after.Intend("A3", 0, Terms, Noon);
        }

        using var last = Open();
        Assert.Equal((7L, true), (last.Find("A1")!.OrderIds[0], last.Find("A3")!.Pending is not null));
    }

    private OrderMemory Open() => new(folder.FullName);

    private static (OrderStatus, decimal) Shown(OrderMemory memory, string clientId) =>
        memory.Shown(memory.Find(clientId)!, Noon) is { } shown ? (shown.Status, shown.Filled) : default;

    private static ListedOrder Listed(long id, decimal filled = 0, decimal? average = null, string status = "OPEN",
        OrderTerms? terms = null, DateTime? placed = null) =>
        new(id, terms ?? Terms, status, filled, average, 0, placed ?? Noon, null);
}
