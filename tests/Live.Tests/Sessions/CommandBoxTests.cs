using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Sessions;

public sealed class CommandBoxTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly Workshop workshop = new();

    public CommandBoxTests() => Directory.CreateDirectory(Own);

    public void Dispose() => workshop.Dispose();

    private string Own => Path.Combine(workshop.State, "trend");

    /// <summary>Begins a session, after the one before has ended.</summary>
    private CommandBox Begin()
    {
        using var journal = new Journal(Path.Combine(Own, "journal.db"));
        if (journal.Sessions() is [.., { Ended: null } before]) journal.End(before.Id, Now);
        return new CommandBox(Own, journal.Begin(Now, Now, [], new SessionSettings(1000, "{}", null)).Id);
    }

    private static IReadOnlyList<PostedCommand> Waiting(CommandBox box) => ((ICommandSource)box).Waiting();

    private static void Remove(CommandBox box, params PostedCommand[] taken) => ((ICommandSource)box).Remove(taken);

    private string? Post(SessionCommand command, int second = 0, DateTime? until = null) =>
        CommandBox.Post(workshop.State, "trend", command, until, Now.AddSeconds(second));

    [Fact]
    public void Commands_wait_in_their_order_until_they_are_removed()
    {
        var box = Begin();
        Post(SessionCommand.Arm, 2, Now.AddHours(1));
        Post(SessionCommand.Halt, 1);
        var waiting = Waiting(box);
        Assert.Equal([(SessionCommand.Halt, null), (SessionCommand.Arm, Now.AddHours(1))], waiting.Select(w => (w.Command, w.Until)));
        Remove(box, waiting[0]);
        Assert.Equal(SessionCommand.Arm, Assert.Single(Waiting(box)).Command);
    }

    [Fact]
    public void A_command_for_a_session_that_rests_waits_for_it_and_nobody_waits_for_the_answer()
    {
        Begin();
        Assert.Null(Post(SessionCommand.Halt));
        Assert.Equal(SessionCommand.Halt, Assert.Single(Waiting(new CommandBox(Own, 1))).Command);
    }

    [Fact]
    public void A_command_expires_with_its_session()
    {
        Begin();
        Post(SessionCommand.Flatten);
        var next = Begin();
        Assert.Empty(Waiting(next));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Own, "commands")));
    }

    [Fact]
    public void A_command_that_comes_late_for_the_session_before_is_not_obeyed()
    {
        var box = Begin();
        File.WriteAllText(Path.Combine(Own, "commands", $"{Now.Ticks:D20}-7-{SessionCommand.Flatten}-0"), "");
        Assert.Empty(Waiting(box));
    }

    [Fact]
    public void A_session_that_is_over_takes_no_commands()
    {
        Begin();
        using (var journal = new Journal(Path.Combine(Own, "journal.db"))) journal.End(1, Now);
        Assert.Contains("Session 1 of trend is over", Assert.Throws<DeploymentException>(() => Post(SessionCommand.Halt)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_is_left_for_whoever_waits_and_taken_once()
    {
        using var claim = new SessionFolder(workshop.State, "trend").Claim();
        var box = Begin();
        string answer = Post(SessionCommand.Halt) ?? throw new InvalidOperationException("it does not run");
        Assert.Null(CommandBox.TakeAnswer(answer));
        var posted = Assert.Single(Waiting(box));
        Remove(box, posted);
        ((ICommandSource)box).Answer(posted, "halted");
        Assert.Empty(Waiting(box));
        Assert.Equal("halted", CommandBox.TakeAnswer(answer));
        Assert.Null(CommandBox.TakeAnswer(answer));
    }

    [Fact]
    public void The_kill_switch_comes_before_all_and_is_obeyed_once()
    {
        var box = Begin();
        Post(SessionCommand.Arm);
        File.WriteAllText(Path.Combine(workshop.State, "HALT"), "");
        var waiting = Waiting(box);
        Assert.Equal([SessionCommand.Halt, SessionCommand.Arm], waiting.Select(w => w.Command));
        Remove(box, [.. waiting]);
        Assert.Empty(Waiting(box));
        File.WriteAllText(Path.Combine(workshop.State, "FLATTEN"), "");
        Assert.Equal(SessionCommand.Flatten, Assert.Single(Waiting(box)).Command);
    }

    [Theory]
    [InlineData(SessionCommand.Resume)]
    [InlineData(SessionCommand.AcceptLoss)]
    public void Nothing_is_resumed_while_the_kill_switch_is_there(SessionCommand command)
    {
        Begin();
        string file = Path.Combine(workshop.State, "HALT");
        File.WriteAllText(file, "");
        Assert.Contains(file, Assert.Throws<DeploymentException>(() => Post(command)).Message, StringComparison.Ordinal);
        File.Delete(file);
        Post(command);
    }
}
