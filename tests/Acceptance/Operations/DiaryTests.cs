using System.Reflection;

namespace StrategyHost.Acceptance.Operations;

public sealed class DiaryTests
{
    [Fact]
    public void Every_night_is_gone_through_by_a_test()
    {
        var told = typeof(DiaryTests).Assembly.GetTypes().SelectMany(t => t.GetMethods())
            .Select(m => m.GetCustomAttribute<ToldAttribute>()?.Night).OfType<int>().Order();
        Assert.Equal(Diary.Nights.Keys.Order(), told);
        Assert.Equal(Enumerable.Range(1, Diary.Nights.Count), Diary.Nights.Keys.Order());
    }
}
