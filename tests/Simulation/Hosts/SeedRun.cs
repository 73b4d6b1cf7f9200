using System.Globalization;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Simulation.Brokers;
using StrategyHost.Simulation.Exchanges;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Hosts;

/// <summary>Plays a plan, and looks whether what must hold holds: some of it after every step, all of it when everything has come to
/// rest.</summary>
internal sealed class SeedRun : IDisposable
{
    /// <summary>How long trading goes on after nothing goes wrong any more.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(90);

    /// <summary>How long everything has to come to rest once the market is shut.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(240);
    private readonly SimulatedNetwork network;
    private readonly SimulatedFiles files = new();
    private readonly List<SimulatedDeployment> deployments = [];
    private readonly List<Violation> broken = [];
    private readonly DateTime start;
    private int incarnations;
    private bool isOver;

    /// <summary>A run that has not begun.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isTraced">Whether what happens is kept, line by line.</param>
    public SeedRun(SeedPlan plan, bool isTraced = false)
    {
        Plan = plan;
        World.Trace.IsKept = isTraced;
        start = World.Now;
        var dice = new Dice(plan.Seed);
        Exchange = new SimulatedExchange(World, plan.Market, plan.Broker.Exchange, ExchangeFaults.None, dice.Part(11));
        network = new SimulatedNetwork(World, Exchange, plan.Faults, dice.Part(12));
        var capabilities = new SimulatedBroker(new SimulatedProcess(World, "probe"), network, plan.Broker).Capabilities;
        foreach (var deployment in plan.Deployments)
        {
            var own = dice.Part(20 + (ulong)deployment.Number);
            SimulatedJournal journal =
                plan.Disk.IsStored ? new StoredJournal(start, capabilities, own) : new MemoryJournal(start, capabilities, own);
            journal.Faults = plan.Disk;
            deployments.Add(new SimulatedDeployment(deployment, journal));
        }

        Steps = new StepInvariants(this);
        Exchange.Listen(Steps);
        Host = Begin();
    }

    /// <summary>The plan.</summary>
    public SeedPlan Plan { get; }

    /// <summary>Virtual time.</summary>
    public Scheduler World { get; } = new();

    /// <summary>The truth.</summary>
    public SimulatedExchange Exchange { get; }

    /// <summary>What is looked at after every step.</summary>
    public StepInvariants Steps { get; }

    /// <summary>The host as it runs now.</summary>
    public SimulatedHost Host { get; private set; }

    /// <summary>The deployments.</summary>
    public IReadOnlyList<SimulatedDeployment> Deployments => deployments;

    /// <summary>Whether the broker is out of order.</summary>
    public bool IsBrokerDown => network.IsDown;

    /// <summary>When a host asked for the end of an order for the last time; null when it never has.</summary>
    public DateTime? CancelAsked(string clientId) => network.CancelAsked(clientId);

    /// <summary>Whether the host looks for an order that no answer or report has shown it: it can ask for its end once one has.</summary>
    public bool IsLookedFor(string clientId) =>
        !network.IsShown(Host.Process, clientId) && World.Now - network.OrdersAsked < TimeSpan.FromMinutes(1);

    /// <summary>What failed in an earlier incarnation as nothing may; null for nothing.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>How much of a symbol is known to be no deployment's.</summary>
    public decimal External(string symbol) => new ExternalHoldings(files)[symbol];

    /// <summary>Plays it to its end, or to the first step after which something does not hold.</summary>
    /// <returns>What does not hold; empty when everything does.</returns>
    public IReadOnlyList<Violation> Play()
    {
        Appoint();
        World.Run(start + Plan.Length);
        if (broken.Count == 0) CalmDown();
        World.Run(start + Plan.Length + Calm);
        Exchange.IsShut = true;
        World.Run(start + Plan.Length + Calm + Rest);
        if (broken.Count == 0) Invariants.Check(this);
        return broken;
    }

    /// <summary>Something does not hold: nothing runs any more.</summary>
    public void Break(string invariant, FormattableString text)
    {
        broken.Add(new Violation(invariant, text.ToString(CultureInfo.InvariantCulture), World.Now - start, World.Steps));
        World.Stop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var deployment in deployments) deployment.Journal.Dispose();
    }

    private void Appoint()
    {
        foreach (var deployment in deployments) deployment.Commands.Post(SessionCommand.Arm);
        foreach (var once in Plan.Events.Where(e => e.At < Plan.Length)) World.At(start + once.At, () => Do(once.Action));
        World.After(TimeSpan.FromSeconds(1), Look);
    }

    private void Do(SeedAction action)
    {
        switch (action)
        {
            case Kill kill:
                Kill(kill);
                break;
            case Pause pause:
                Pause(pause.Length);
                break;
            case ClockStep step:
                Host.Process.ClockOffset += step.By;
                break;
            case Command command:
                Find(command.Deployment)?.Commands.Post(command.What, World.Now + command.For);
                break;
            case Choice choice:
                files.Choose(choice.Policy);
                break;
            case TermsChange change:
                Find(change.Deployment)?.Change(change.Risk);
                break;
            case Reload reload:
                Find(reload.Deployment)?.Change(reload.Strategy);
                break;
        }
    }

    private SimulatedDeployment? Find(int number) => deployments.Find(d => d.Plan.Number == number);

    /// <summary>From now on nothing goes wrong any more, and the host runs.</summary>
    private void CalmDown()
    {
        isOver = true;
        network.Calm();
        foreach (var deployment in deployments)
        {
            deployment.Journal.Faults = DiskFaults.None;
            deployment.Journal.DiesInNextWrite = false;
        }

        if (Host.Process.IsPaused) Host.Process.Continue();
        if (Host.Process.IsDead || Host.NeedsRestart) Restart();
    }

    /// <summary>An operator looks every second whether a session has failed, and starts the host again.</summary>
    private void Look()
    {
        if (!Host.Process.IsDead && Host.NeedsRestart) Restart();
        if (!isOver) World.After(TimeSpan.FromSeconds(1), Look);
    }

    private void Kill(Kill kill)
    {
        if (isOver || Host.Process.IsDead || Host.Process.IsPaused) return;
        var process = Host.Process;
        process.Died = () => World.After(kill.Down, () =>
        {
            if (Host.Process == process) Restart();
        });
        if (kill.TearsPage) deployments.ForEach(static d => d.Journal.DiesInNextWrite = true);
        else if (kill.Steps == 0) process.Kill();
        else process.KillAfter(kill.Steps);
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

    private SimulatedHost Begin()
    {
        incarnations++;
        var host = new SimulatedHost(new SimulatedProcess(World, $"host{incarnations}", incarnations), network, Plan, files, deployments);
        host.Start();
        return host;
    }
}
