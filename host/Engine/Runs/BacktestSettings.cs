using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Venues;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Runs;

/// <summary>How a backtest is run.</summary>
public sealed record BacktestSettings
{
    /// <summary>Cash at the start, in the account's currency, above zero.</summary>
    public decimal Cash { get; init; } = 100_000m;

    /// <summary>The account's currency; every instrument must be priced in it.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Bars that start earlier only warm indicators up, UTC; null for the whole history.</summary>
    public DateTime? From { get; init; }

    /// <summary>Bars that end later are left out, UTC; null for the whole history.</summary>
    public DateTime? To { get; init; }

    /// <summary>How bars fill orders.</summary>
    public FillSettings Fills { get; init; } = new();

    /// <summary>What a fill costs.</summary>
    public Commission Commission { get; init; } = new NoCommission();

    /// <summary>How much worse a taking order trades.</summary>
    public Slippage Slippage { get; init; } = new NoSlippage();

    /// <summary>What holding costs and earns.</summary>
    public FinancingRates Financing { get; init; } = new();

    /// <summary>What the account may do.</summary>
    public RiskLimits Risk { get; init; } = new();

    /// <summary>What the strategy may use in one event.</summary>
    public HandlerLimits Limits { get; init; } = new();

    /// <summary>What the broker can do whose orders these are to be; null for a venue that takes every order.</summary>
    public TradingCapabilities? Broker { get; init; }

    /// <summary>Whether the result lists what the strategy decided.</summary>
    public bool RecordsDecisions { get; init; }

    /// <summary>What the strategy's random numbers start from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Values of the strategy's parameters by name, as they are written; the others have their defaults.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
}
