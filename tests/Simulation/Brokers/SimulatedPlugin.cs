using StrategyHost.Plugins;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Brokers;

/// <summary>A broker's plugin as a host loads it into its process.</summary>
/// <param name="process">The process.</param>
/// <param name="network">The network.</param>
/// <param name="traits">How the broker is.</param>
internal sealed class SimulatedPlugin(SimulatedProcess process, SimulatedNetwork network, BrokerTraits traits) : Plugin
{
    /// <inheritdoc/>
    public override ITrading Trading { get; } = new SimulatedBroker(process, network, traits);

    /// <inheritdoc/>
    public override IMarketData MarketData { get; } = new SimulatedMarketData(process, network);

    /// <inheritdoc/>
    public override Task ConnectAsync(PluginSettings settings, CancellationToken cancellation) => Task.CompletedTask;
}
