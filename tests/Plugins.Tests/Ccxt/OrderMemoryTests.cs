using Ccxt;

namespace StrategyHost.Plugins.Tests.CcxtPlugin;

public sealed class OrderMemoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("strategyhost-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_order_is_found_by_each_name_that_it_has_at_the_exchange_and_after_a_restart()
    {
        using (var memory = new OrderMemory(folder))
        {
            memory.Keep(new KnownOrder("A1", "BTC/USDT:USDT", IsTrigger: true, null, 50_000));
            memory.Change("A1", o => o with { Id = "700" });
            memory.Change("A1", o => o with { PlacedId = "12" });
        }

        using var again = new OrderMemory(folder);
        Assert.Equal(("A1", "A1", null), (again.ClientIdOf("700"), again.ClientIdOf("12"), again.ClientIdOf("13")));
        Assert.Equal(new KnownOrder("A1", "BTC/USDT:USDT", IsTrigger: true, "700", 50_000, "12"), again.Named("12"));
        Assert.Equal(["700", "12"], again.Named("700")!.Ids);
    }

    [Fact]
    public void A_refused_order_has_no_name() => Assert.Empty(Refused().Ids);

    [Fact]
    public void What_was_written_before_stops_were_kept_is_still_read()
    {
        File.WriteAllText(Path.Combine(folder, "orders.jsonl"),
            """{"ClientId":"A1","Symbol":"BTC/USDT","IsTrigger":false,"Id":"5"}""" + "\n");
        using var memory = new OrderMemory(folder);
        Assert.Equal(new KnownOrder("A1", "BTC/USDT", IsTrigger: false, "5"), memory.Find("A1"));
    }

    private KnownOrder Refused()
    {
        using var memory = new OrderMemory(folder);
        var order = new KnownOrder("A1", "BTC/USDT", IsTrigger: false, null);
        memory.Keep(order);
        memory.Drop(order);
        return memory.Find("A1")!;
    }
}
