using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Runs;

/// <summary>The markets of a run, and how bars come to them.</summary>
/// <param name="All">The markets that the strategy names, and behind them those of the pairs that turn currencies into the
/// account's.</param>
/// <param name="Feed">Where bars come from.</param>
/// <param name="Builders">The builders of longer bars with their markets.</param>
/// <param name="Schedule">The handlers that run at times.</param>
/// <param name="Actions">Splits and dividends.</param>
public sealed record RunMarkets(MarketList All, MarketFeed Feed, IReadOnlyList<(Market Market, BarBuilder Builder)> Builders,
    Schedule Schedule, CorporateActions Actions);
