using StrategyHost.Live.Brokers;
using StrategyHost.Live.Journaling;
using StrategyHost.Simulation.Brokers;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Hosts;

/// <summary>One incarnation of the host: an account at the broker, and the sessions that trade on it.</summary>
internal sealed class SimulatedHost
{
    private readonly BrokerAccount account;
    private readonly List<HostedSession> sessions = [];
    private readonly IReadOnlyList<SimulatedDeployment> deployments;
    private readonly SimulatedPlugin plugin;

    /// <summary>A host that has not begun.</summary>
    /// <param name="process">Its process.</param>
    /// <param name="network">The network to its broker.</param>
    /// <param name="plan">The plan of the seed.</param>
    /// <param name="files">The account's files.</param>
    /// <param name="deployments">What it runs.</param>
    public SimulatedHost(SimulatedProcess process, SimulatedNetwork network, SeedPlan plan, SimulatedFiles files,
        IReadOnlyList<SimulatedDeployment> deployments)
    {
        Process = process;
        this.deployments = deployments;
        plugin = new SimulatedPlugin(process, network, plan.Broker);
        files.Writer = process;
        account = new BrokerAccount(
            plugin, plugin.Trading, files, _ => new Dictionary<string, SessionLedger>(),
            new AccountUse(new AccountSpec { Name = "main", Plugin = "simulated", Limits = plan.Limits }, process.Time,
                new Random((int)plan.Seed + process.Number), Write)
            { FinishedOrders = SimulatedDeployment.FinishedOrders });
    }

    /// <summary>Its process.</summary>
    public SimulatedProcess Process { get; }

    /// <summary>Its sessions.</summary>
    public IReadOnlyList<HostedSession> Sessions => sessions;

    /// <summary>A session has failed as no session may: null while none has.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Whether a session has failed as sessions may, such as on a full disk: the operator starts the host again.</summary>
    public bool NeedsRestart { get; private set; }

    /// <summary>Begins.</summary>
    public void Start() => Process.Start(() =>
    {
        account.Start();
        foreach (var deployment in deployments)
        {
            deployment.Journal.Reopen();
            deployment.Journal.Writer = Process;
            deployment.Commands.Reader = Process;
            sessions.Add(new HostedSession(Process, deployment, account, plugin.MarketData!, Fail));
        }

        foreach (var session in sessions) session.Begin();
    });

    private void Fail(HostedSession session, Exception failure)
    {
        if (Process.Scheduler.Trace.IsKept) Process.Scheduler.Note(Process.Name, $"{session.Deployment.Name} fails: {failure.Message}");
        if (failure is JournalException && !failure.Message.Contains("does not do again", StringComparison.Ordinal)) NeedsRestart = true;
        else Fault ??= failure;
        _ = account.LeaveAsync(session.Broker, TimeSpan.FromSeconds(5));
    }

    private void Write(LogLevel level, string text)
    {
        if (Process.Scheduler.Trace.IsKept) Process.Scheduler.Note(Process.Name, $"account {level}: {text}");
    }
}
