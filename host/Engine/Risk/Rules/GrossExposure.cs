using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>
/// The sum of the absolute values of all positions, each at its largest if working orders of one side were filled, is
/// not above an amount. Orders that only shrink a position pass.
/// </summary>
/// <param name="limit">Money, or a part of equity.</param>
/// <param name="markets">What the account can hold.</param>
/// <param name="account">Whose equity counts.</param>
public sealed class GrossExposure(RiskAmount limit, MarketList markets, Account account) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.NeverEnlarges) return null;
        decimal gross = intent.GrossExposureAfter(markets);
        decimal allowed = limit.In(account.Equity);
        return gross <= allowed
            ? null : Deny(DenialCode.GrossExposure, $"gross exposure could become {gross:0.00}, the limit is {allowed:0.00}");
    }
}
