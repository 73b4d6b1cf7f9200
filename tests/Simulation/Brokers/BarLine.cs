using StrategyHost.Plugins;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Brokers;

/// <summary>A stream of bars from the exchange to a process, with the faults of its network. Late bars keep their order.</summary>
internal sealed class BarLine
{
    private readonly SimulatedNetwork network;
    private readonly SimulatedProcess process;
    private readonly IReadOnlyList<string> symbols;
    private readonly Dice dice;
    private readonly Queue<SymbolBar> arrived = new();
    private TaskCompletionSource? waiting;
    private BrokerException? failure;
    private DateTime lastArrival;
    private bool isSilent;

    /// <summary>A stream that is being opened: bars that ended after an instant come first.</summary>
    public BarLine(SimulatedNetwork network, SimulatedProcess process, IReadOnlyList<string> symbols, DateTime after, Dice dice)
    {
        this.network = network;
        this.process = process;
        this.symbols = symbols;
        this.dice = dice;
        lastArrival = World.Now;
        if (network.IsDown)
        {
            World.After(network.IsBlackHole ? Faults.PluginTimeout : Faults.Wire.Draw(dice), () => Cut("it is out of order"));
            return;
        }

        SendPast(after);
        network.Exchange.BarEnded += Send;
        if (Faults.BarsCutEvery > TimeSpan.Zero) World.After(dice.Around(Faults.BarsCutEvery), () => Cut("the connection was reset"));
        if (Faults.BarsSilenceEvery > TimeSpan.Zero) World.After(dice.Around(Faults.BarsSilenceEvery), FallSilent);
    }

    private Scheduler World => network.World;

    private FaultProfile Faults => network.Faults;

    /// <summary>Takes the next bar that has arrived; false when there is none yet.</summary>
    /// <exception cref="BrokerException">The connection is lost.</exception>
    public bool TryTake(out SymbolBar bar)
    {
        if (arrived.TryDequeue(out bar)) return true;
        return failure is null ? false : throw failure;
    }

    /// <summary>Waits until there is something to take.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        if (arrived.Count > 0 || failure is not null) return;
        waiting = new TaskCompletionSource();
        await waiting.Task.WaitAsync(cancellation);
    }

    /// <summary>Ends it.</summary>
    public void Close() => network.Exchange.BarEnded -= Send;

    private void Cut(string reason)
    {
        if (failure is not null) return;
        Close();
        failure = SimulatedNetwork.Unreachable(reason);
        if (World.Trace.IsKept) World.Note("network", $"the bars of {process.Name} are cut: {reason}");
        waiting?.TrySetResult();
    }

    private void FallSilent()
    {
        isSilent = true;
        World.After(dice.Between(TimeSpan.Zero, Faults.SilenceLength), () => Cut("they were silent"));
    }

    /// <summary>Bars of all symbols in the order of their ends: all symbols have bars of the same times.</summary>
    private void SendPast(DateTime after)
    {
        var markets = network.Exchange.Markets;
        for (int i = 0; i < markets[0].Bars.Count; i++)
        {
            foreach (var market in markets)
            {
                if (market.Bars[i].End > after) Send(market.Symbol, market.Bars[i]);
            }
        }
    }

    private void Send(string symbol, Bar bar)
    {
        if (isSilent || !symbols.Contains(symbol)) return;
        var arrival = World.Now + Faults.Bars.Draw(dice);
        if (arrival > lastArrival) lastArrival = arrival;
        World.At(lastArrival, () =>
        {
            if (failure is not null || isSilent) return;
            arrived.Enqueue(new SymbolBar(symbol, bar));
            waiting?.TrySetResult();
        });
    }
}
