using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Deployments;

/// <summary>A script that is to trade, and on what terms. A script without one is never traded.</summary>
public sealed record Deployment
{
    /// <summary>Its name: that of its file, without the ending.</summary>
    public required string Name { get; init; }

    /// <summary>The script.</summary>
    public required string Script { get; init; }

    /// <summary>Cash, parameters, costs and limits.</summary>
    public required BacktestSettings Settings { get; init; }

    /// <summary>The text of its file.</summary>
    public required string Terms { get; init; }

    /// <summary>The stored bars that are its market data; null when a plugin brings it.</summary>
    public ReplaySpec? Replay { get; init; }

    /// <summary>The plugin that brings its market data; null when stored bars are replayed, or the account's own plugin brings
    /// them.</summary>
    public PluginFeedSpec? Plugin { get; init; }

    /// <summary>How long the bars are that the account's own plugin brings; null when they come from elsewhere.</summary>
    public Resolution? AccountBars { get; init; }

    /// <summary>The trading calendar of what a plugin brings; null for that which the plugin says.</summary>
    public string? Calendar { get; init; }

    /// <summary>How long its feed may say nothing before it is subscribed to anew; null for as long as it likes.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>How old the newest price may be for an order that opens or enlarges a position; null where prices are replayed.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>Whether it stays armed when the host is started again.</summary>
    public bool StaysArmed { get; init; } = true;

    /// <summary>Whether its sessions are armed when they begin, so that orders of the first bars go to the broker.</summary>
    public bool IsArmedFromStart { get; init; }

    /// <summary>Whether its sessions begin when somebody arms them, and not before.</summary>
    public bool WaitsForArming { get; init; }

    /// <summary>What becomes of times of <c>Every</c> and <c>At</c> that passed while it could not run.</summary>
    public MissedTimers MissedTimers { get; init; }

    /// <summary>What becomes of what an exchange has filled beyond what was wanted.</summary>
    public OverfillPolicy Overfill { get; init; }

    /// <summary>What becomes of what it has open when its file is taken out of the folder of a host that runs.</summary>
    public StopMode OnRemove { get; init; }

    /// <summary>Where its orders go.</summary>
    public SessionVenue Venue { get; init; }

    /// <summary>The account that it trades on; null for paper and shadow.</summary>
    public string? Account { get; init; }
}
