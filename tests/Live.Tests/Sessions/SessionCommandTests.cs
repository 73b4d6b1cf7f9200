using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Sessions;

/// <summary>Bars come in handfuls of 256 here, and a command that is given during one is obeyed after it.</summary>
public sealed class SessionCommandTests : IDisposable
{
    private const int FirstHandful = Workshop.Handful;
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly Workshop workshop = new();
    private int posted;

    public void Dispose() => workshop.Dispose();

    private string? Post(SessionCommand command) =>
        CommandBox.Post(workshop.State, "trend", command, until: null, Start.AddSeconds(posted++));

    /// <summary>Buys one unit on each bar.</summary>
    private static Action<Strategy> Buyer(Action<int>? onBar = null) => s =>
    {
        int seen = 0;
        s.OnBar("X", _ =>
        {
            s.Buy("X", 1);
            onBar?.Invoke(++seen);
        });
    };

    [Fact]
    public async Task Halt_lets_no_order_through_and_keeps_positions()
    {
        var result = await workshop.ResultAsync(Buyer(bar =>
        {
            if (bar == 50) Post(SessionCommand.Halt);
        }));
        Assert.Equal(FirstHandful - 1, result.Fills.Count);
        Assert.All(result.Orders.Skip(FirstHandful), o => Assert.Equal(DenialCode.Halted, o.Denial!.Code));
        Assert.Equal(FirstHandful - 1, result.Account.Portfolio["X"].Quantity);
        Assert.Contains(workshop.Lines, l => l.Contains("Trading is halted", StringComparison.Ordinal));
        Assert.Single(workshop.Lines, l => l.Contains("was denied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Flatten_closes_positions_too()
    {
        var result = await workshop.ResultAsync(Buyer(bar =>
        {
            if (bar == 50) Post(SessionCommand.Flatten);
        }));
        Assert.True(result.Account.Portfolio["X"].IsFlat);
        Assert.Equal(FirstHandful - 1, result.Fills[^1].Quantity);
    }

    [Fact]
    public async Task A_halted_session_stays_halted_when_it_is_taken_up_until_it_is_resumed()
    {
        using var source = new CancellationTokenSource();
        await workshop.RunAsync(Buyer(bar =>
        {
            if (bar == 50) Post(SessionCommand.Halt);
            if (bar == FirstHandful + 10) source.Cancel();
        }), source);
        var halted = DeploymentStatus.In(workshop.State).Deployments.Single();
        Assert.Equal(FirstHandful - 1, halted.Fills);
        Post(SessionCommand.Resume);
        var result = await workshop.ResultAsync(Buyer());
        Assert.Equal(FirstHandful - 1, result.Fills.Count);
        Assert.Contains(workshop.Lines, l => l.Contains("Trading is resumed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replay_obeys_the_commands_again()
    {
        await workshop.RunAsync(Buyer(bar =>
        {
            if (bar == 50) Post(SessionCommand.Flatten);
        }));
        var verdict =
            await SessionReplay.RunAsync("trend", workshop.State, null, Workshop.Parts(Buyer()), TestContext.Current.CancellationToken);
        Assert.Null(verdict.Difference);
        Assert.Equal(301, verdict.Events);
    }

    [Fact]
    public void Who_has_never_run_cannot_be_commanded() =>
        Assert.Contains("has never run", Assert.Throws<DeploymentException>(() =>
            CommandBox.Post(workshop.State, "nobody", SessionCommand.Halt, until: null, Start)).Message, StringComparison.Ordinal);
}
