using StrategyHost.Live.Brokers;

namespace StrategyHost.Live.Tests.Brokers;

public sealed class IdSetTests
{
    [Fact]
    public void An_id_is_there_once_it_was_added_and_only_then()
    {
        var ids = new IdSet();
        for (int i = 0; i < 100_000; i += 2)
        {
            Assert.True(ids.Add($"execution {i}"));
            Assert.False(ids.Add($"execution {i}"));
        }

        Assert.Equal(50_000, ids.Count);
        for (int i = 0; i < 100_000; i++) Assert.Equal(i % 2 == 0, ids.Contains($"execution {i}"));
    }

    [Fact]
    public void Ids_of_any_length_are_told_apart()
    {
        var ids = new IdSet();
        Assert.True(ids.Add(""));
        Assert.True(ids.Add(new string('é', 1000)));
        Assert.True(ids.Add(new string('é', 999)));
        Assert.False(ids.Add(new string('é', 1000)));
        Assert.False(ids.Add(""));
    }
}
