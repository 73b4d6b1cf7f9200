using StrategyHost.Plugins;
using StrategyHost.Simulation.Brokers;
using StrategyHost.Simulation.Exchanges;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Toolkit;

/// <summary>One process with a broker, for tests of the parts.</summary>
internal sealed class Bench
{
    public Bench(FaultProfile? faults = null, BrokerTraits? traits = null, ulong seed = 1, ExchangePlan? plan = null)
    {
        var dice = new Dice(seed);
        Exchange = new SimulatedExchange(World, plan ?? new ExchangePlan { Symbols = ["ABC", "XYZ"] },
            (traits ?? BrokerTraits.Best).Exchange, ExchangeFaults.None, dice.Part(1));
        Network = new SimulatedNetwork(World, Exchange, faults ?? FaultProfile.None, dice.Part(2));
        Process = new SimulatedProcess(World, "host");
        Broker = new SimulatedBroker(Process, Network, traits ?? BrokerTraits.Best);
        Start = World.Now;
    }

    public Scheduler World { get; } = new();

    public SimulatedExchange Exchange { get; }

    public SimulatedNetwork Network { get; }

    public SimulatedProcess Process { get; }

    public SimulatedBroker Broker { get; }

    public DateTime Start { get; }

    /// <summary>Runs a body as the process, to its end.</summary>
    public void Play(Func<Task> body, double minutes = 60)
    {
        Task? played = null;
        Process.Start(() => played = body());
        World.Run(Start + TimeSpan.FromMinutes(minutes));
        Assert.True(played!.IsCompleted, "it did not come to its end");
        played.GetAwaiter().GetResult();
    }

    public Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Process.Time);

    public Task<BrokerOrder> SubmitAsync(string id, Side side, decimal quantity, OrderType type = OrderType.Market, decimal? limit = null,
        decimal? stop = null) =>
        Broker.SubmitAsync(new OrderTicket(id, "ABC", side, quantity, type, limit, stop, TimeInForce.GoodTillCancelled),
            CancellationToken.None);

    /// <summary>Listens to all reports until the stream ends.</summary>
    public async Task<BrokerException> ListenAsync(List<BrokerReport> into)
    {
        try
        {
            await foreach (var report in Broker.ReportsAsync(CancellationToken.None)) into.Add(report);
            throw new InvalidOperationException("a stream of reports ended without an error");
        }
        catch (BrokerException lost)
        {
            return lost;
        }
    }
}
