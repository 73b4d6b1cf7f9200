using StrategyHost.Simulation.Exchanges;

namespace StrategyHost.Simulation.Brokers;

/// <summary>How a broker is, all the time.</summary>
internal sealed record BrokerTraits
{
    /// <summary>Whether it changes a working order's terms.</summary>
    public bool AmendsOrders { get; init; } = true;

    /// <summary>Whether reports come by themselves.</summary>
    public bool StreamsReports { get; init; } = true;

    /// <summary>How long the host waits between two times of asking, where reports do not come by themselves.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether it takes trailing stops.</summary>
    public bool TakesTrailingStops { get; init; } = true;

    /// <summary>Whether it takes orders that work until they are cancelled; only those for the day otherwise.</summary>
    public bool TakesGoodTillCancelled { get; init; } = true;

    /// <summary>How many requests it takes in a second; 0 when that is not bounded.</summary>
    public int RequestsPerSecond { get; init; }

    /// <summary>How its exchange is.</summary>
    public ExchangeTraits Exchange { get; init; } = new();

    /// <summary>A broker of the best kind.</summary>
    public static BrokerTraits Best { get; } = new();

    /// <summary>Draws a broker.</summary>
    public static BrokerTraits Draw(Dice dice) => new()
    {
        AmendsOrders = dice.Chance(0.7),
        StreamsReports = dice.Chance(0.75),
        PollInterval = TimeSpan.FromSeconds(dice.Of([1, 5, 15])),
        TakesTrailingStops = dice.Chance(0.7),
        TakesGoodTillCancelled = dice.Chance(0.9),
        RequestsPerSecond = dice.Chance(0.3) ? dice.Of([1, 3, 10]) : 0,
        Exchange = new ExchangeTraits
        {
            RefusesDuplicates = dice.Chance(0.7),
            RefusesSmallChanges = dice.Chance(0.7),
            RenamesOnChange = dice.Chance(0.3),
            KeepsReduceOnly = dice.Chance(0.2),
            ForgetsClientIds = dice.Chance(0.3),
            ForgetsEndedOrders = dice.Chance(0.3),
        },
    };
}
