using StrategyHost.Engine.Runs.Live;
using StrategyHost.Simulation.Brokers;
using StrategyHost.Simulation.Exchanges;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Hosts;

/// <summary>Plays a plan, and looks whether what must hold holds.</summary>
internal sealed class SeedRun
{
    /// <summary>How long trading goes on after nothing goes wrong any more.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(90);

    /// <summary>How long everything has to come to rest once the market is shut.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(240);
    private readonly SeedPlan plan;
    private readonly SimulatedNetwork network;
    private readonly List<SimulatedDeployment> deployments = [];
    private readonly DateTime start;
    private int incarnations;
    private bool isOver;

    /// <summary>A run that has not begun.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isTraced">Whether what happens is kept, line by line.</param>
    public SeedRun(SeedPlan plan, bool isTraced = false)
    {
        this.plan = plan;
        World.Trace.IsKept = isTraced;
        start = World.Now;
        var dice = new Dice(plan.Seed);
        Exchange = new SimulatedExchange(World, plan.Market, plan.Broker.Exchange, ExchangeFaults.None, dice.Part(11));
        network = new SimulatedNetwork(World, Exchange, plan.Faults, dice.Part(12));
        var capabilities = new SimulatedBroker(new SimulatedProcess(World, "probe"), network, plan.Broker).Capabilities;
        for (int i = 0; i < plan.Deployments.Count; i++)
        {
            var (strategy, risk) = plan.Deployments[i];
            deployments.Add(new SimulatedDeployment($"D{i}", strategy, risk, new SimulatedJournal(start, capabilities, dice.Part(20 + (ulong)i)) { Faults = plan.Disk }));
        }

        Host = Begin();
    }

    /// <summary>Virtual time.</summary>
    public Scheduler World { get; } = new();

    /// <summary>The truth.</summary>
    public SimulatedExchange Exchange { get; }

    /// <summary>The host as it runs now.</summary>
    public SimulatedHost Host { get; private set; }

    /// <summary>The deployments.</summary>
    public IReadOnlyList<SimulatedDeployment> Deployments => deployments;

    /// <summary>The plan.</summary>
    public SeedPlan Plan => plan;

    /// <summary>Plays it to its end.</summary>
    /// <returns>What does not hold; empty when everything does.</returns>
    public IReadOnlyList<string> Play()
    {
        Appoint();
        World.Run(start + plan.Length);
        isOver = true;
        network.Calm();
        foreach (var deployment in deployments) deployment.Journal.Faults = DiskFaults.None;
        if (Host.Process.IsPaused) Host.Process.Continue();
        if (Host.Process.IsDead || Host.NeedsRestart) Restart();
        World.Run(start + plan.Length + Calm);
        Exchange.IsShut = true;
        World.Run(start + plan.Length + Calm + Rest);
        return Invariants.Check(this);
    }

    private void Appoint()
    {
        foreach (var deployment in deployments) deployment.Commands.Post(SessionCommand.Arm);
        foreach (var (at, steps, down) in plan.Kills) World.At(start + at, () => Kill(steps, down));
        foreach (var (at, length) in plan.Pauses) World.At(start + at, () => Pause(length));
        foreach (var (at, by) in plan.ClockSteps) World.At(start + at, () => Host.Process.ClockOffset += by);
        foreach (var (at, deployment, command) in plan.Commands) World.At(start + at, () => deployments[deployment].Commands.Post(command));
        World.After(TimeSpan.FromSeconds(1), Look);
    }

    /// <summary>An operator looks every second whether a session has failed, and starts the host again.</summary>
    private void Look()
    {
        if (!Host.Process.IsDead && Host.NeedsRestart) Restart();
        if (!isOver) World.After(TimeSpan.FromSeconds(1), Look);
    }

    private void Kill(int steps, TimeSpan down)
    {
        if (isOver || Host.Process.IsDead || Host.Process.IsPaused) return;
        var process = Host.Process;
        process.Died = () => World.After(down, () =>
        {
            if (Host.Process == process) Restart();
        });
        if (steps == 0) process.Kill();
        else process.KillAfter(steps);
    }

    private void Pause(TimeSpan length)
    {
        var process = Host.Process;
        if (isOver || process.IsDead || process.IsPaused) return;
        process.Pause();
        World.After(length, () =>
        {
            if (process.IsPaused) process.Continue();
        });
    }

    private void Restart()
    {
        var offset = Host.Process.ClockOffset;
        Host.Process.Died = null;
        Host.Process.Kill();
        Fault ??= Host.Fault;
        Host = Begin();
        Host.Process.ClockOffset = offset;
    }

    /// <summary>What failed in an earlier incarnation as nothing may; null for nothing.</summary>
    public Exception? Fault { get; private set; }

    private SimulatedHost Begin()
    {
        incarnations++;
        var host = new SimulatedHost(new SimulatedProcess(World, $"host{incarnations}"), network, plan.Broker, deployments, (int)plan.Seed + incarnations);
        host.Start();
        return host;
    }
}
