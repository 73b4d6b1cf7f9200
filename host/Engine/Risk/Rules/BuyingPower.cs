using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Costs;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>
/// A buy is paid for with the cash at hand, after what the orders made before it at the same instant will use and
/// bring. It is judged at its own limit or stop price, or at the latest price, with commission.
/// </summary>
/// <param name="account">Who pays.</param>
/// <param name="commission">What a fill costs.</param>
/// <param name="clock">The run's clock.</param>
public sealed class BuyingPower(Account account, Commission commission, Clock clock) : RiskRule
{
    private DateTime instant;
    private decimal promised;
    private decimal cost;

    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (instant != clock.UtcNow)
        {
            instant = clock.UtcNow;
            promised = 0;
        }

        cost = Cost(in intent);
        if (intent.Side == Side.Sell) return null;
        decimal available = account.AvailableCash - promised;
        return cost <= available
            ? null
            : Deny(DenialCode.BuyingPower, $"the order needs {cost:0.00} {account.Portfolio.Currency}, the account has {available:0.00}");
    }

    /// <inheritdoc/>
    public override void Passed(in OrderIntent intent)
    {
        if (!intent.IsChange) promised += cost;
    }

    private decimal Cost(in OrderIntent intent)
    {
        var deal = new Deal(intent.Market.Instrument, intent.Side, intent.Quantity, intent.ReferencePrice ?? 0, Liquidity.Taker, clock.UtcNow, account.MonthQuantity(clock.UtcNow));
        decimal charge = intent.Market.InAccountCurrency(commission.Of(in deal));
        return (intent.Side == Side.Buy ? intent.Notional : -intent.Notional) + charge;
    }
}
