using StrategyHost.Simulation.Exchanges;

namespace StrategyHost.Simulation.Brokers;

/// <summary>What goes wrong between a host and its broker. The default is nothing; each field can be set back to it by itself.</summary>
internal sealed record FaultProfile
{
    /// <summary>How long a request or an answer is on its way.</summary>
    public Latency Wire { get; init; } = Latency.Short;

    /// <summary>How long a report is on its way.</summary>
    public Latency Reports { get; init; } = Latency.Short;

    /// <summary>How probable it is that a request never arrives.</summary>
    public double LostRequests { get; init; }

    /// <summary>How probable it is that a request arrives, and its answer never does.</summary>
    public double LostAnswers { get; init; }

    /// <summary>How probable it is that the plugin waits for ever for an answer that is lost or slow, instead of giving up.</summary>
    public double Hangs { get; init; }

    /// <summary>How long the plugin waits for an answer before it says that the outcome is unknown.</summary>
    public TimeSpan PluginTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How probable it is that a request is refused because there were too many.</summary>
    public double RateLimited { get; init; }

    /// <summary>How long the broker then asks to wait at the most; zero when it does not say.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>How probable it is that a request cannot be sent at all.</summary>
    public double Unavailable { get; init; }

    /// <summary>How probable it is that positions cannot be read.</summary>
    public double UnreadablePositions { get; init; }

    /// <summary>How probable it is that a question about orders or executions cannot be answered.</summary>
    public double UnreadableOrders { get; init; }

    /// <summary>How often the broker is out of order, in the mean; zero for never.</summary>
    public TimeSpan OutageEvery { get; init; }

    /// <summary>How long it is then out of order, in the mean.</summary>
    public TimeSpan OutageLength { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How probable it is that an outage swallows requests, instead of refusing them.</summary>
    public double BlackHoles { get; init; }

    /// <summary>How often the broker restarts, in the mean; zero for never.</summary>
    public TimeSpan RestartEvery { get; init; }

    /// <summary>How often the stream of reports is cut, in the mean; zero for never.</summary>
    public TimeSpan CutEvery { get; init; }

    /// <summary>How often the stream of reports falls silent without a word, in the mean; zero for never.</summary>
    public TimeSpan SilenceEvery { get; init; }

    /// <summary>How long it is silent until it is cut, at the most.</summary>
    public TimeSpan SilenceLength { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How probable it is that a report comes twice.</summary>
    public double DoubledReports { get; init; }

    /// <summary>How probable it is that a report is lost, though the stream stands.</summary>
    public double LostReports { get; init; }

    /// <summary>Whether reports overtake each other: an older state of an order comes after a newer one.</summary>
    public bool ReportsOvertake { get; init; }

    /// <summary>How probable it is that an order's new state is told before the execution that made it so.</summary>
    public double StatesBeforeExecutions { get; init; }

    /// <summary>For how long an order that has arrived cannot be found by its client id.</summary>
    public TimeSpan IndexLag { get; init; }

    /// <summary>How old positions and cash are when they are read.</summary>
    public TimeSpan PositionLag { get; init; }

    /// <summary>How long a bar is on its way after its end.</summary>
    public Latency Bars { get; init; } = Latency.Short;

    /// <summary>How often the stream of bars is cut, in the mean; zero for never.</summary>
    public TimeSpan BarsCutEvery { get; init; }

    /// <summary>How often the stream of bars falls silent without a word, in the mean, until it is cut; zero for never.</summary>
    public TimeSpan BarsSilenceEvery { get; init; }

    /// <summary>How the exchange makes life hard.</summary>
    public ExchangeFaults Exchange { get; init; } = ExchangeFaults.None;

    /// <summary>Nothing goes wrong.</summary>
    public static FaultProfile None { get; } = new();

    /// <summary>A profile in which a part of all faults occurs, some of them badly; in one of ten none does.</summary>
    public static FaultProfile Draw(Dice dice)
    {
        if (dice.Chance(0.1)) return None;
        double harshness = dice.Between(0.1, 1.0);
        double share = dice.Between(0.1, 0.6);
        return new FaultProfile
        {
            Wire = DrawLatency(dice),
            Reports = DrawLatency(dice),
            LostRequests = Some(0.15),
            LostAnswers = Some(0.15),
            Hangs = Some(1),
            PluginTimeout = TimeSpan.FromSeconds(dice.Of([2, 5, 10, 30])),
            RateLimited = Some(0.2),
            RetryAfter = Span(5),
            Unavailable = Some(0.2),
            UnreadablePositions = Some(0.8),
            UnreadableOrders = Some(0.4),
            OutageEvery = Every(10, 2),
            OutageLength = TimeSpan.FromSeconds(dice.Of([3, 20, 120])),
            BlackHoles = Some(1),
            RestartEvery = Every(20, 5),
            CutEvery = Every(5, 0.3),
            SilenceEvery = Every(8, 1),
            SilenceLength = TimeSpan.FromSeconds(dice.Of([5, 30, 120])),
            DoubledReports = Some(0.5),
            LostReports = Some(0.2),
            ReportsOvertake = dice.Chance(share),
            StatesBeforeExecutions = Some(1),
            IndexLag = Span(3),
            PositionLag = Span(5),
            Bars = dice.Chance(share) ? DrawLatency(dice) : Latency.Short,
            BarsCutEvery = Every(8, 1),
            BarsSilenceEvery = Every(15, 3),
            Exchange = new ExchangeFaults
            {
                PartialFills = dice.Chance(0.7) ? dice.Between(0.1, 0.9) : 0,
                PartsWithin = Span(8),
                FillsWithin = Span(5),
                CancelsWithin = Span(5),
                RefusedCancels = Some(0.4),
                RefusedOrders = Some(0.2),
                RejectedOrders = Some(0.2),
                LateExecutions = Some(0.5),
                LateBy = TimeSpan.FromSeconds(dice.Of([1, 5, 20])),
                HandTradesEvery = Every(20, 4),
                HandCancelsEvery = Every(20, 4),
            },
        };

        double Some(double most) => dice.Chance(share) ? dice.Between(0, most * harshness) : 0;
        TimeSpan Span(double most) => dice.Chance(share) ? TimeSpan.FromSeconds(dice.Between(0, most * harshness)) : TimeSpan.Zero;
        TimeSpan Every(double seldom, double often) =>
            dice.Chance(share * 0.7) ? TimeSpan.FromMinutes(dice.Between(often, seldom)) : TimeSpan.Zero;
    }

    private static Latency DrawLatency(Dice dice) => dice.Between(0, 5) switch
    {
        0 => Latency.Short,
        1 => new Latency(TimeSpan.FromMilliseconds(200), 0, TimeSpan.Zero),
        2 => new Latency(TimeSpan.FromSeconds(1), 0, TimeSpan.Zero),
        3 => new Latency(TimeSpan.FromMilliseconds(50), 0.1, TimeSpan.FromSeconds(8)),
        4 => new Latency(TimeSpan.FromMilliseconds(200), 0.05, TimeSpan.FromSeconds(40)),
        _ => new Latency(TimeSpan.FromSeconds(3), 0.05, TimeSpan.FromSeconds(20)),
    };
}
