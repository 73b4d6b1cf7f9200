using StrategyHost.Plugins;
using StrategyHost.Simulation.Exchanges;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Brokers;

/// <summary>A stream of reports from the exchange to a process, with the faults of its network.</summary>
internal sealed class ReportLine : IExchangeListener
{
    private readonly SimulatedNetwork network;
    private readonly SimulatedProcess process;
    private readonly Dice dice;
    private readonly Queue<BrokerReport> arrived = new();
    private TaskCompletionSource? waiting;
    private BrokerException? failure;
    private DateTime lastArrival;
    private bool isSilent;

    /// <summary>A stream that is being opened.</summary>
    public ReportLine(SimulatedNetwork network, SimulatedProcess process, Dice dice)
    {
        this.network = network;
        this.process = process;
        this.dice = dice;
        lastArrival = World.Now;
        if (network.IsDown)
        {
            World.After(network.IsBlackHole ? Faults.PluginTimeout : Faults.Wire.Draw(dice), () => Cut("it is out of order"));
            return;
        }

        World.After(Faults.Wire.Draw(dice), Stand);
        if (Faults.CutEvery > TimeSpan.Zero) World.After(dice.Around(Faults.CutEvery), () => Cut("the connection was reset"));
        if (Faults.SilenceEvery > TimeSpan.Zero) World.After(dice.Around(Faults.SilenceEvery), FallSilent);
    }

    private Scheduler World => network.World;

    private FaultProfile Faults => network.Faults;

    /// <summary>Takes the next report that has arrived; null when there is none yet.</summary>
    /// <exception cref="BrokerException">The connection is lost.</exception>
    public BrokerReport? Take()
    {
        if (arrived.TryDequeue(out var report)) return report;
        return failure is null ? null : throw failure;
    }

    /// <summary>Waits until there is something to take.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        if (arrived.Count > 0 || failure is not null) return;
        waiting = new TaskCompletionSource();
        await waiting.Task.WaitAsync(cancellation);
    }

    /// <summary>Cuts it: the process is told.</summary>
    public void Cut(string reason)
    {
        if (failure is not null) return;
        network.Close(this);
        failure = SimulatedNetwork.Unreachable(reason);
        if (World.Trace.IsKept) World.Note("network", $"the stream of {process.Name} is cut: {reason}");
        Wake();
    }

    /// <summary>From now on nothing goes wrong: a stream that is silent is cut now.</summary>
    public void Calm()
    {
        if (isSilent) Cut("it was silent");
    }

    /// <inheritdoc/>
    public void OnOrder(ExchangeOrder order) => Send(new BrokerReport(order.Shown, null), TimeSpan.Zero);

    /// <inheritdoc/>
    public void OnExecution(ExchangeExecution execution)
    {
        var state = new BrokerReport(execution.Order.Shown, null);
        bool isStateFirst = dice.Chance(Faults.StatesBeforeExecutions);
        if (isStateFirst) Send(state, TimeSpan.Zero);
        Send(new BrokerReport(null, execution.Execution), execution.Shown - World.Now);
        if (!isStateFirst) Send(state, TimeSpan.Zero);
    }

    private void Stand()
    {
        if (failure is not null) return;
        network.Exchange.Listen(this);
        Deliver(BrokerReport.Subscribed, Arrival(TimeSpan.Zero));
    }

    private void FallSilent()
    {
        if (failure is not null || Faults.SilenceEvery == TimeSpan.Zero) return;
        isSilent = true;
        if (World.Trace.IsKept) World.Note("network", $"the stream of {process.Name} falls silent");
        World.After(dice.Between(TimeSpan.Zero, Faults.SilenceLength), () => Cut("it was silent"));
    }

    private void Send(BrokerReport report, TimeSpan late)
    {
        if (isSilent || dice.Chance(Faults.LostReports)) return;
        Deliver(report, Arrival(late));
        if (dice.Chance(Faults.DoubledReports)) Deliver(report, World.Now + late + (Faults.Reports.Draw(dice) * 3));
    }

    /// <summary>
    /// When a report arrives. Reports that do not overtake arrive in the order in which they were sent, but for those that the broker
    /// itself tells late.
    /// </summary>
    private DateTime Arrival(TimeSpan late)
    {
        var arrival = World.Now + Faults.Reports.Draw(dice);
        if (Faults.ReportsOvertake) return arrival + late;
        if (arrival > lastArrival) lastArrival = arrival;
        return lastArrival + late;
    }

    private void Deliver(BrokerReport report, DateTime at) => World.At(at, () =>
    {
        if (failure is not null || isSilent) return;
        arrived.Enqueue(report);
        if (report.Order is { } order) network.NoteShown(process, order);
        Wake();
    });

    private void Wake() => waiting?.TrySetResult();
}
