using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Runs.Live;

/// <summary>What a run that takes its events from the world needs beyond what a backtest does.</summary>
public sealed record LiveRunSettings
{
    /// <summary>When the session began, UTC: bars before warm indicators up.</summary>
    public required DateTime Start { get; init; }

    /// <summary>Where its orders go.</summary>
    public SessionVenue Venue { get; init; }

    /// <summary>What the broker can do; null where orders do not go to one.</summary>
    public TradingCapabilities? Broker { get; init; }

    /// <summary>Whether orders go to the broker from the beginning, before anybody has armed the session.</summary>
    public bool IsArmedFromStart { get; init; }

    /// <summary>What a broker is to call orders; only asked where orders go to one.</summary>
    public ClientIds ClientIds { get; init; } = ClientIds.Plain;

    /// <summary>What stays in memory of what has ended; null for everything.</summary>
    public Retention? Retention { get; init; }

    /// <summary>How old the newest price of a market may be for an order that opens or enlarges a position; null for as old as it
    /// likes.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>What becomes of times of <c>Every</c> and <c>At</c> that were missed. Null where time passes with the bars alone, as in a
    /// backtest: then none is missed, and those of an instant run right after its bars.</summary>
    public MissedTimers? MissedTimers { get; init; }

    /// <summary>What becomes of what an exchange has filled beyond what was wanted.</summary>
    public OverfillPolicy Overfill { get; init; }

    /// <summary>Remembers the strategy's faults, none of which ends the run; null where the first one may.</summary>
    public IFaultJournal? Faults { get; init; }

    /// <summary>Takes orders and fills as they are made; null for nobody.</summary>
    public IOrderJournal? Journal { get; init; }
}
