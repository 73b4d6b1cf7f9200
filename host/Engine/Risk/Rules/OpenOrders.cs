using StrategyHost.Engine.Orders;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>Only so many orders work at a time. Those that close are let through.</summary>
/// <param name="limit">How many.</param>
/// <param name="book">The orders.</param>
public sealed class OpenOrders(int limit, OrderStore book) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent) => intent.IsChange || intent.NeverEnlarges || book.Open.Count < limit
        ? null
        : Deny(DenialCode.OpenOrders, $"{book.Open.Count} orders are working, the limit is {limit}");
}
