using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>How often and how long a broker is asked, and who is told; in virtual time.</summary>
public sealed class BrokerClientTests : IDisposable
{
    private readonly AccountBench bench = new();
    private readonly List<string> told = [];
    private int calls;

    public void Dispose() => bench.Dispose();

    private BrokerClient Client() =>
        new(new ScriptedBroker(), new Outage(bench.Time, (text, _) => told.Add(text)), bench.Time, new Random(1));

    private Task<int> Fails(BrokerError error, double? retryAfter = null)
    {
        calls++;
        throw new BrokerException(error, "It is gone.") { RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
    }

    private async Task<int> Hangs()
    {
        calls++;
        await new TaskCompletionSource().Task;
        return 0;
    }

    /// <summary>What a call throws, and how many seconds it took.</summary>
    private (BrokerException Thrown, double Seconds) Play(Func<BrokerClient, Task<int>> call)
    {
        using var client = Client();
        BrokerException? thrown = null;
        var began = bench.Now;
        bench.Play(async () => thrown = await Assert.ThrowsAsync<BrokerException>(() => call(client)));
        return (thrown!, (bench.Now - began).TotalSeconds);
    }

    [Fact]
    public void A_question_without_an_answer_is_asked_so_often_later_and_later_and_who_asked_is_told()
    {
        var (thrown, seconds) = Play(c => c.AskAsync((_, _) => Fails(BrokerError.Unavailable), TestContext.Current.CancellationToken));
        Assert.Equal((BrokerError.Unavailable, BrokerClient.MostAttempts), (thrown.Error, calls));
        Assert.InRange(seconds, 85.4 * 0.75, 85.4 * 1.25);
        Assert.StartsWith("the broker has not answered for ", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broker_that_says_when_is_asked_then()
    {
        var (_, seconds) =
            Play(c => c.AskAsync((_, _) => Fails(BrokerError.RateLimited, retryAfter: 2), TestContext.Current.CancellationToken));
        Assert.Equal(2 * (BrokerClient.MostAttempts - 1), seconds, 0.1);
    }

    [Fact]
    public void A_question_that_is_refused_is_not_asked_again()
    {
        var (thrown, seconds) = Play(c => c.AskAsync((_, _) => Fails(BrokerError.NotPermitted), TestContext.Current.CancellationToken));
        Assert.Equal((BrokerError.NotPermitted, 1), (thrown.Error, calls));
        Assert.InRange(seconds, 0, 0.1);
        Assert.Empty(told);
    }

    [Fact]
    public void A_question_whose_answer_has_become_known_in_another_way_is_not_asked_again()
    {
        var (thrown, _) = Play(c => c.AskAsync((_, _) => Fails(BrokerError.Unavailable), TestContext.Current.CancellationToken,
            isKnown: () => calls == 3));
        Assert.Equal((BrokerError.Unavailable, 3), (thrown.Error, calls));
    }

    [Fact]
    public void What_could_trade_is_sent_once_and_after_its_time_nobody_knows_what_became_of_it()
    {
        var (thrown, seconds) = Play(c => c.SendAsync((_, _) => Hangs(), RequestPriority.Other, TestContext.Current.CancellationToken));
        Assert.Equal((BrokerError.OutcomeUnknown, "it did not answer within 10 s", 1), (thrown.Error, thrown.Message, calls));
        Assert.Equal(BrokerClient.CallTimeout.TotalSeconds, seconds, 0.1);
    }

    [Fact]
    public void A_question_that_hangs_is_asked_again_after_its_time()
    {
        var (thrown, seconds) = Play(c => c.AskAsync((_, _) => Hangs(), TestContext.Current.CancellationToken));
        Assert.Equal((BrokerError.Unavailable, BrokerClient.MostAttempts), (thrown.Error, calls));
        Assert.InRange(seconds, 120 + (85.4 * 0.75), 121 + (85.4 * 1.25));
    }
}
