using StrategyHost.Engine.Accounts;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A position, with every working order on the side of this one filled, is not worth more than an amount. Orders that only shrink
/// it pass.</summary>
/// <param name="limit">Money, or a part of equity.</param>
/// <param name="account">Whose equity counts.</param>
public sealed class PositionValue(RiskAmount limit, Account account) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.NeverEnlarges) return null;
        decimal value = intent.Market.ValueOf(Math.Abs(intent.WorstPosition), intent.ReferencePrice ?? 0);
        decimal allowed = limit.In(account.Equity);
        return value <= allowed
            ? null
            : Deny(DenialCode.PositionSize, $"the position could become worth {value:0.00}, the limit is {allowed:0.00}");
    }
}
