using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Sessions;

public sealed class ReplayGuardTests
{
    private static readonly DateTime Then = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Now = Then.AddHours(1);

    private static Outcome Recorded(string id) => Outcome.Of(new CancelOrder(id)) with { Time = Then };

    private static ReplayGuard Guard(params Outcome[] recorded) => new(recorded) { Time = Now };

    [Fact]
    public void What_is_decided_again_has_its_old_time_and_is_not_written_again()
    {
        using var guard = Guard(Recorded("A"), Recorded("B"));
        Assert.Equal((Then, true), guard.Wanted(new CancelOrder("A")));
        Assert.Equal((Then, true), guard.Wanted(new CancelOrder("B")));
        guard.CompareEnd();
        guard.Check();
        Assert.False(guard.HasUnwritten);
        Assert.Equal(2, guard.Count);
    }

    [Fact]
    public void What_is_decided_beyond_the_journal_is_new_and_written_once()
    {
        using var guard = Guard(Recorded("A"));
        guard.Wanted(new CancelOrder("A"));
        Assert.Equal((Now, false), guard.Wanted(new CancelOrder("B")));
        Assert.Equal([Outcome.Of(new CancelOrder("B")) with { Time = Now }], guard.TakeUnwritten());
        Assert.Empty(guard.TakeUnwritten());
        guard.Check();
    }

    [Fact]
    public void Something_else_than_what_was_decided_is_a_difference_and_the_first_is_told()
    {
        using var guard = Guard(Recorded("A"), Recorded("B"));
        guard.Wanted(new CancelOrder("C"));
        guard.Wanted(new CancelOrder("D"));
        Assert.Equal(("cancel A", "cancel C"), guard.Difference);
        Assert.Contains("the journal says 'cancel A', and now it is 'cancel C'", Assert.Throws<JournalException>(guard.Check).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_decided_and_is_not_by_the_end_is_a_difference()
    {
        using var guard = Guard(Recorded("A"), Recorded("B"));
        guard.Wanted(new CancelOrder("A"));
        guard.Check();
        guard.CompareEnd();
        Assert.Equal(("cancel B", "nothing"), guard.Difference);
    }

    [Fact]
    public void After_the_end_of_the_journal_all_is_new()
    {
        using var guard = Guard();
        guard.CompareEnd();
        Assert.Equal((Now, false), guard.Wanted(new CancelOrder("A")));
        Assert.Null(guard.Difference);
    }
}
