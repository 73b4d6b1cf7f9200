using StrategyHost.Plugins;
using StrategyHost.Simulation.Exchanges;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Brokers;

/// <summary>
/// What lies between the hosts and the exchange: messages are late, lost, doubled, and overtake each other; the broker is out of order or
/// restarts. What is on its way arrives, whatever becomes of the process that sent it.
/// </summary>
internal sealed class SimulatedNetwork
{
    private readonly Dice dice;
    private readonly List<ReportLine> lines = [];
    private readonly Dictionary<string, DateTime> cancels = new(StringComparer.Ordinal);
    private readonly HashSet<(SimulatedProcess To, string ClientId)> shown = [];
    private ulong requests;

    /// <summary>A network with its faults.</summary>
    public SimulatedNetwork(Scheduler world, SimulatedExchange exchange, FaultProfile faults, Dice dice)
    {
        World = world;
        Exchange = exchange;
        this.dice = dice;
        Faults = faults;
        exchange.Faults = faults.Exchange;
        if (faults.OutageEvery > TimeSpan.Zero) world.After(dice.Around(faults.OutageEvery), BeginOutage);
        if (faults.RestartEvery > TimeSpan.Zero) world.After(dice.Around(faults.RestartEvery), Restart);
    }

    /// <summary>The world.</summary>
    public Scheduler World { get; }

    /// <summary>The exchange at its other end.</summary>
    public SimulatedExchange Exchange { get; }

    /// <summary>What goes wrong now.</summary>
    public FaultProfile Faults { get; private set; }

    /// <summary>Whether the broker is out of order.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Whether it answers nothing while it is out of order, instead of refusing.</summary>
    public bool IsBlackHole { get; private set; }

    /// <summary>From now on nothing goes wrong any more. What is on its way already still arrives when it would have.</summary>
    public void Calm()
    {
        Faults = FaultProfile.None;
        Exchange.Faults = ExchangeFaults.None;
        IsDown = false;
        if (World.Trace.IsKept) World.Note("network", "is calm from now on");
        foreach (var line in lines.ToArray()) line.Calm();
    }

    /// <summary>Sends a request, and waits for the answer.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="process">Whose request it is.</param>
    /// <param name="kind">What it asks for.</param>
    /// <param name="serve">What the exchange does when it arrives.</param>
    /// <param name="cancellation">Ends the waiting, not the request.</param>
    public Task<T> AskAsync<T>(SimulatedProcess process, RequestKind kind, Func<T> serve, CancellationToken cancellation)
    {
        var call = new Request<T>(process, World, kind, serve);
        World.IsHere("a request to the broker");
        if (process.IsDead) return call.Answer;
        call.Send(this, dice.Part(++requests));
        return cancellation.CanBeCanceled ? call.Answer.WaitAsync(cancellation) : call.Answer;
    }

    /// <summary>A host asks for the end of an order, whether that arrives or not.</summary>
    public void NoteCancel(BrokerOrder order)
    {
        if (order.ClientId is { } id) cancels[id] = World.Now;
    }

    /// <summary>When a host asked for the end of an order for the last time; null when it never has.</summary>
    public DateTime? CancelAsked(string clientId) => cancels.TryGetValue(clientId, out var asked) ? asked : null;

    /// <summary>A process is shown an order, by an answer in time or by a report.</summary>
    public void NoteShown(SimulatedProcess to, BrokerOrder order)
    {
        if (order.ClientId is { } id) shown.Add((to, id));
    }

    /// <summary>Whether a process has been shown an order.</summary>
    public bool IsShown(SimulatedProcess to, string clientId) => shown.Contains((to, clientId));

    /// <summary>A host asks how orders are, whether there is an answer or not.</summary>
    public void NoteOrdersAsked() => OrdersAsked = World.Now;

    /// <summary>When a host asked how orders are for the last time.</summary>
    public DateTime OrdersAsked { get; private set; }

    /// <summary>Opens a stream of reports.</summary>
    public ReportLine Open(SimulatedProcess process)
    {
        var line = new ReportLine(this, process, dice.Part(++requests));
        lines.Add(line);
        return line;
    }

    /// <summary>Opens a stream of bars that ended after an instant.</summary>
    public BarLine OpenBars(SimulatedProcess process, IReadOnlyList<string> symbols, DateTime after) =>
        new(this, process, symbols, after, dice.Part(++requests));

    /// <summary>Ends a stream of reports.</summary>
    public void Close(ReportLine line)
    {
        if (lines.Remove(line)) Exchange.Leave(line);
    }

    /// <summary>The broker restarts: it forgets what it forgets, and streams are cut.</summary>
    public void Restart()
    {
        Exchange.Restart();
        CutAll("the broker restarts");
        if (Faults.RestartEvery > TimeSpan.Zero) World.After(dice.Around(Faults.RestartEvery), Restart);
    }

    private void BeginOutage()
    {
        if (Faults.OutageEvery == TimeSpan.Zero) return;
        IsDown = true;
        IsBlackHole = dice.Chance(Faults.BlackHoles);
        if (World.Trace.IsKept) World.Note("network", $"the broker is out of order{(IsBlackHole ? ", and answers nothing" : "")}");
        if (!IsBlackHole) CutAll("the broker is out of order");
        World.After(dice.Around(Faults.OutageLength), EndOutage);
    }

    private void EndOutage()
    {
        if (!IsDown) return;
        IsDown = false;
        if (World.Trace.IsKept) World.Note("network", "the broker is in order again");
        World.After(dice.Around(Faults.OutageEvery), BeginOutage);
    }

    private void CutAll(string reason)
    {
        foreach (var line in lines.ToArray()) line.Cut(reason);
    }

    /// <summary>What a broker says that cannot be reached.</summary>
    public static BrokerException Unreachable(string reason) => new(BrokerError.Unavailable, $"The broker cannot be reached: {reason}.");
}
