using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Notices;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>How often an account is compared and looked at, and who is told; in virtual time.</summary>
public sealed class ReconciliationTests : IDisposable
{
    private const double LongestWait = 15 * 1.25;
    private readonly AccountBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void A_comparison_that_fails_is_tried_again_never_later_than_the_bound_and_told_once_and_its_end()
    {
        var broker = new ScriptedBroker { IsLoggedOut = true };
        bench.Joined(bench.Account(broker));
        bench.Pass(60);
        int before = broker.Refusals;
        bench.Pass(10 * LongestWait);
        Assert.InRange(broker.Refusals - before, 9, 17);
        Assert.Equal(NoticeKind.Disconnect, Assert.Single(bench.Notices).Kind);
        broker.IsLoggedOut = false;
        bench.Pass(LongestWait + 1);
        Assert.Equal(NoticeKind.Reconnect, bench.Notices[^1].Kind);
        Assert.Equal(2, bench.Notices.Count);
    }

    [Fact]
    public void An_account_is_compared_every_so_often_also_when_nothing_is_wrong_and_the_time_of_day_steps_back()
    {
        var broker = new ScriptedBroker();
        bench.Quiet(bench.Joined(bench.Account(broker)));
        int looks = 0;
        broker.Looked = () => looks++;
        bench.Pass(61);
        Assert.Equal(1, looks);
        bench.StepClock(TimeSpan.FromHours(-2));
        bench.Pass(61);
        Assert.Equal(2, looks);
    }

    [Fact]
    public void However_much_trades_between_two_questions_it_looks_so_often_at_most_before_it_says_what_does_not_agree()
    {
        var broker = new ScriptedBroker();
        var session = bench.Joined(bench.Account(broker));
        for (int i = 0; i < 40; i++) bench.Submit(session, AccountBench.Ticket($"trend{i}", limit: 90, quantity: 1));
        bench.Quiet(session);
        int looks = 0;
        broker.Looked = () =>
        {
            if (looks < 40) broker.Fill($"trend{looks++}", 90, tells: false);
        };
        bench.Until(session, said => said is AccountMismatch { Difference: not null });
        Assert.Equal(Reconciliation.MostPasses, looks);
    }

    [Theory]
    [InlineData(ExternalPolicy.Adopt, "a deployment takes the difference over")]
    [InlineData(ExternalPolicy.Ignore, "the difference is left alone")]
    [InlineData(ExternalPolicy.Reduce, "it stays, and deployments that trade the symbol only make positions smaller")]
    public void A_choice_waits_for_a_comparison_that_comes_to_an_end_and_what_came_of_it_is_said(ExternalPolicy choice, string outcome)
    {
        var broker = new ScriptedBroker { IsLoggedOut = true, Foreign = 5 };
        bench.Joined(bench.Account(broker));
        var files = new AccountFolder(bench.Folder);
        MismatchResolver.Post(files, new AccountChoice(choice));
        bench.Pass(60);
        Assert.Null(MismatchResolver.TakeAnswer(files));
        broker.IsLoggedOut = false;
        bench.Pass(2 * LongestWait);
        Assert.Contains(outcome, MismatchResolver.TakeAnswer(files), StringComparison.Ordinal);
        bench.Pass(120);
        Assert.Null(MismatchResolver.TakeAnswer(files));
    }

    [Fact]
    public void A_comparison_without_a_choice_is_answered_too_when_somebody_asked_for_it()
    {
        bench.Quiet(bench.Joined(bench.Account(new ScriptedBroker())));
        var files = new AccountFolder(bench.Folder);
        MismatchResolver.Post(files, new AccountChoice(ExternalPolicy.Reduce));
        bench.Pass(2);
        Assert.Equal("it agrees with its broker", MismatchResolver.TakeAnswer(files));
    }
}
