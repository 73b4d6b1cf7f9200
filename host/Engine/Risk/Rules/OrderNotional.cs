using StrategyHost.Engine.Accounts;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>One order is not worth more than an amount, unless it closes.</summary>
/// <param name="limit">Money, or a part of equity.</param>
/// <param name="account">Whose equity counts.</param>
public sealed class OrderNotional(RiskAmount limit, Account account) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.Closes) return null;
        decimal allowed = limit.In(account.Equity);
        return intent.Notional <= allowed
            ? null
            : Deny(DenialCode.OrderNotional, $"the order is worth {intent.Notional:0.00}, the limit for one order is {allowed:0.00}");
    }
}
