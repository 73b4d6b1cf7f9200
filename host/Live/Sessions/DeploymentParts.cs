using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Notices;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Sessions;

/// <summary>What deployments are put together from, filled in where the program is.</summary>
/// <param name="Compile">Compiles a script file.</param>
/// <param name="OpenData">Opens a folder or file with bars: gives the bars of a symbol.</param>
/// <param name="Watch">Watches a script file: gives the version that it has now, and each new one that compiles, to the one, and what is
/// wrong with others to the other; null to watch nothing.</param>
/// <param name="Plugin">Loads a plugin, and checks settings for it.</param>
/// <param name="CalendarOf">When an instrument trades.</param>
/// <param name="Clock">What the time is, and how it passes.</param>
public sealed record DeploymentParts(
    Func<string, DeployedScript> Compile, Func<string, Func<string, BarSeries>> OpenData,
    Func<string, Action<DeployedScript>, Action<string>, IDisposable>? Watch,
    Func<PluginUse, (Plugin Plugin, PluginSettings Settings)> Plugin, Func<Instrument, TradingCalendar> CalendarOf, TimeProvider Clock)
{
    /// <summary>The accounts that deployments trade on; null where none may.</summary>
    public BrokerAccounts? Accounts { get; init; }

    /// <summary>What tells the account that a plugin is wanted for from all others, at its broker; null where nobody knows.</summary>
    public Func<PluginUse, string>? AccountKeyOf { get; init; }

    /// <summary>Takes notices of what sessions and accounts do; null when nobody wants them. Several threads give, and none may be kept
    /// waiting.</summary>
    public Action<Notice>? Notices { get; init; }

    /// <summary>Is told when an order, by its client id, passes a point of its path; null for nobody. Several threads tell.</summary>
    public Action<OrderPathPoint, string>? OrderPath { get; init; }

    /// <summary>Gives how many deployments write into one log: none may fill more than its part of it, as it is when its session
    /// begins.</summary>
    public Func<int> Sharers { get; init; } = () => 1;
}
