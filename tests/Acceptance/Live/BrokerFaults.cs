using StrategyHost.Plugins.Conformance;

namespace StrategyHost.Acceptance.Live;

/// <summary>Faults at a broker that runs on this machine.</summary>
internal sealed class BrokerFaults(BrokerProgram broker) : IFaultDesk
{
    public Task BreakNextRequestAsync(CancellationToken cancellation) => broker.FaultAsync("reset");

    public Task LoseNextAnswerAsync(CancellationToken cancellation) => broker.FaultAsync("lost-answer");

    public Task RefuseNextRequestAsync(CancellationToken cancellation) => broker.FaultAsync("limit");

    public Task BreakStreamAsync(CancellationToken cancellation) => broker.FaultAsync("drop-stream");
}
