using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>
/// A buy is paid for with the cash at hand, after what the orders made before it at the same instant will use and
/// bring. It is judged at its own limit or stop price, or at the latest price, with commission. What buys a short position back
/// passes, whatever it costs.
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
        if (intent.Side == Side.Sell || intent.Closes) return null;
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

    /// <summary>The largest quantity, up to a wanted one and in whole lots, that a market order can buy and pay for with its commission;
    /// never less than what closes a short position.</summary>
    public decimal Payable(Market market, decimal wanted)
    {
        decimal price = (decimal)market.Bar.Close;
        decimal available = account.AvailableCash - (instant == clock.UtcNow ? promised : 0);
        decimal closing = Math.Clamp(-market.Position.Quantity, 0, wanted);
        return Affordable.Quantity(market.Instrument.LotSize, closing, wanted,
            quantity => market.ValueOf(quantity, price) + Charge(market, Side.Buy, quantity, price) <= available);
    }

    private decimal Cost(in OrderIntent intent) =>
        (intent.Side == Side.Buy ? intent.Notional : -intent.Notional)
            + Charge(intent.Market, intent.Side, intent.Quantity, intent.ReferencePrice ?? 0);

    private decimal Charge(Market market, Side side, decimal quantity, decimal price)
    {
        var deal = new Deal(market.Instrument, side, quantity, price, Liquidity.Taker, clock.UtcNow, account.MonthQuantity(clock.UtcNow));
        return market.InAccountCurrency(commission.Of(in deal));
    }
}
