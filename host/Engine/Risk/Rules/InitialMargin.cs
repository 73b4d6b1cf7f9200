using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>
/// All positions, each at its largest if working orders of one side were filled, times the initial margin, are covered by
/// equity. Orders that only shrink a position pass.
/// </summary>
/// <param name="margin">The part of a position's value that equity must cover, as a ratio.</param>
/// <param name="markets">What the account can hold.</param>
/// <param name="account">Whose equity counts.</param>
public sealed class InitialMargin(decimal margin, MarketList markets, Account account) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.NeverEnlarges) return null;
        decimal needed = intent.GrossExposureAfter(markets) * margin;
        decimal equity = (decimal)Math.Clamp(account.Equity, -1e15, 1e15);
        return needed <= equity
            ? null
            : Deny(DenialCode.Margin, $"the positions would need a margin of {needed:0.00}, equity is {equity:0.00}");
    }
}
