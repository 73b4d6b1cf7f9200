using StrategyHost.Live.Brokers;

namespace StrategyHost.Live.Tests.Brokers;

public sealed class BackoffTests
{
    [Fact]
    public void Waits_double_up_to_the_bound_and_differ_by_a_quarter_at_most()
    {
        var random = new Random(1);
        var delays = new Backoff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));
        for (int failures = 1; failures <= 100; failures++)
        {
            double middle = Math.Min(30, 0.5 * Math.Pow(2, failures - 1));
            Assert.InRange(delays.After(failures, random).TotalSeconds, 0.75 * middle, 1.25 * middle);
        }

        Assert.InRange(delays.After(int.MaxValue, random).TotalSeconds, 22.5, 37.5);
    }

    [Fact]
    public void Those_that_were_cut_off_together_do_not_come_back_together()
    {
        var random = new Random(1);
        Assert.True(Enumerable.Range(0, 100).Select(_ => new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)).After(3, random))
            .Distinct().Count() > 10);
    }
}
