using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Venues.Fills;

namespace StrategyHost.Engine.Venues;

/// <summary>Works out what fills cost, and how much of one a cash account can pay for.</summary>
/// <param name="account">The account that pays.</param>
/// <param name="commission">What trading costs.</param>
/// <param name="slippage">How much worse a taking order trades.</param>
public sealed class FillCosts(Account account, Commission commission, Slippage slippage)
{
    /// <summary>What a fill costs.</summary>
    public FillCost PriceOf(WorkingOrder working, in Execution execution, in Bar bar, decimal quantity, DateTime time)
    {
        var market = working.Market;
        var (undisturbed, price) = FillPrice.Of(working, execution, quantity, bar, slippage);
        var deal = new Deal(market.Instrument, working.Order.Side, quantity, price, execution.Liquidity, time, account.MonthQuantity(time))
        {
            Earlier = working.Traded
        };
        decimal charge = market.InAccountCurrency(commission.Of(in deal));
        decimal slipped = price == undisturbed ? 0 : market.ValueOf(quantity, Math.Abs(price - undisturbed));
        return new FillCost(deal, charge, slipped, market.ValueOf(quantity, price) + charge);
    }

    /// <summary>Whether a buy would take more cash than there is. What only buys a short position back never does: closing is always
    /// allowed.</summary>
    public bool IsTooDear(Market market, in FillCost cost) => cost.Needed > account.AvailableCash && cost.Deal.Quantity > ShortOf(market);

    /// <summary>
    /// How much of a buy that is too dear is filled: what closes a short position, and of an order that is sized to the cash as many lots
    /// as can be paid for.
    /// </summary>
    public decimal Payable(WorkingOrder working, in Execution execution, in Bar bar, in FillCost tooDear, DateTime time)
    {
        decimal closing = ShortOf(working.Market);
        if (!working.Order.FitsCash) return closing;
        var (at, seen) = (execution, bar);
        decimal available = account.AvailableCash;
        return Affordable.Quantity(working.Market.Instrument.LotSize, closing, tooDear.Deal.Quantity,
            quantity => PriceOf(working, at, seen, quantity, time).Needed <= available);
    }

    /// <summary>Why a buy is too dear.</summary>
    public string Refusal(in FillCost tooDear) => string.Create(
        CultureInfo.InvariantCulture,
        $"insufficient cash: the fill needs {tooDear.Needed:0.00} {account.Portfolio.Currency}, the account has "
            + $"{account.AvailableCash:0.00}");

    private static decimal ShortOf(Market market) => Math.Max(0, -market.Position.Quantity);
}
