using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>The value of long minus short positions, with this order filled, is not above an amount. Orders that bring it closer to zero
/// pass.</summary>
/// <param name="limit">Money, or a part of equity.</param>
/// <param name="markets">What the account can hold.</param>
/// <param name="account">Whose equity counts.</param>
public sealed class NetExposure(RiskAmount limit, MarketList markets, Account account) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.NeverEnlarges) return null;
        decimal before = 0;
        foreach (var market in markets) before += market.InAccountCurrency(market.Position.MarketValue);
        decimal price = intent.ReferencePrice ?? 0;
        decimal after = before + intent.Market.ValueOf(intent.WorstPosition - intent.PositionBefore, price);
        decimal allowed = limit.In(account.Equity);
        return Math.Abs(after) <= allowed || Math.Abs(after) <= Math.Abs(before)
            ? null
            : Deny(DenialCode.NetExposure, $"net exposure could become {after:0.00}, the limit is {allowed:0.00}");
    }
}
