using StrategyHost.Plugins;

namespace StrategyHost.Simulation.Hosts;

/// <summary>What must hold after every step ends the run at the step after which it does not.</summary>
public sealed class StepInvariantsTests
{
    private static readonly TimeSpan Then = TimeSpan.FromMinutes(5);
    private static readonly SeedPlan Plain = new()
    {
        Seed = 1,
        Broker = new() { Exchange = new() { RefusesDuplicates = false } },
        Deployments = [new DeploymentPlan(0, new() { Activity = 0 }, new())],
        Events = [new SeedEvent("kill.1", Then, new Kill(0, TimeSpan.FromSeconds(1))),
            new SeedEvent("pause.1", Then, new Pause(TimeSpan.FromSeconds(2)))],
        Length = TimeSpan.FromMinutes(30),
    };

    [Fact]
    public void A_seed_without_faults_holds() => Assert.Null(SeedRunner.Play(Plain));

    [Fact]
    public void A_second_order_under_a_name_ends_the_run_at_once()
    {
        var broken = Play(Plain, isPlanted: true);
        Assert.Equal(Invariants.OneName, broken!.Invariant);
        Assert.Equal(Then, broken.At);
        Assert.True(broken.Step > 0);
    }

    [Fact]
    public void A_fill_beyond_what_was_wanted_ends_the_run_at_once()
    {
        using var run = new SeedRun(Plain);
        run.World.After(Then, () =>
        {
            run.Exchange.Submit(Ticket(run) with { Type = OrderType.Limit, LimitPrice = 1 });
            var order = run.Exchange.Ledger.Orders[^1];
            run.Steps.OnExecution(run.Exchange.Ledger.Execute(order, 11, 100, run.World.Now, run.World.Now));
        });
        var broken = Assert.Single(run.Play());
        Assert.Equal((Invariants.NotMoreThanWanted, Then), (broken.Invariant, broken.At));
    }

    /// <summary>Plays a plan; the planted fault is an order that comes twice.</summary>
    private static Violation? Play(SeedPlan plan, bool isPlanted)
    {
        using var run = new SeedRun(plan);
        if (isPlanted)
        {
            run.World.After(Then, () =>
            {
                run.Exchange.Submit(Ticket(run));
                run.Exchange.Submit(Ticket(run));
            });
        }

        return run.Play() is [var first, ..] ? first : null;
    }

    private static OrderTicket Ticket(SeedRun run) =>
        new($"{run.Deployments[0].Prefix}000001", "ABC", Side.Buy, 10, OrderType.Market, null, null, TimeInForce.Day);
}
