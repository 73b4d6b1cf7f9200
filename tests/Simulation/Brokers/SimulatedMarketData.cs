using System.Runtime.CompilerServices;
using StrategyHost.Plugins;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Brokers;

/// <summary>A plugin's market data in one process: the bars of the exchange, as the network brings them.</summary>
/// <param name="process">The process that it is loaded in.</param>
/// <param name="network">The network.</param>
internal sealed class SimulatedMarketData(SimulatedProcess process, SimulatedNetwork network) : IMarketData
{
    /// <inheritdoc/>
    public MarketDataCapabilities Capabilities { get; } = new() { History = true };

    /// <inheritdoc/>
    public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) =>
        network.AskAsync(process, RequestKind.Orders, () => Find(symbol), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<SymbolBar> BarsAsync(
        IReadOnlyList<string> symbols, Resolution resolution, DateTime after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var line = network.OpenBars(process, symbols, after);
        try
        {
            while (true)
            {
                while (line.TryTake(out var bar)) yield return bar;
                await line.WaitAsync(cancellation);
            }
        }
        finally
        {
            line.Close();
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Bar>> HistoryAsync(
        string symbol, Resolution resolution, DateTime from, DateTime to, CancellationToken cancellation) =>
        network.AskAsync(process, RequestKind.Orders, () => History(symbol, from, to), cancellation);

    private Instrument? Find(string symbol) =>
        network.Exchange.Find(symbol) is null ? null : new Instrument { Symbol = symbol, TickSize = 0.01m, Calendar = "24/7" };

    private IReadOnlyList<Bar> History(string symbol, DateTime from, DateTime to) =>
        [.. network.Exchange.Find(symbol)!.Bars.Where(b => b.Start >= from && b.End <= to)];
}
