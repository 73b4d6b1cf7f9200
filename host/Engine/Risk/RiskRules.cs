using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Risk.Rules;

namespace StrategyHost.Engine.Risk;

/// <summary>The rules in the order in which they judge an order.</summary>
public static class RiskRules
{
    /// <summary>The rules that no configuration turns off: what they refuse is certainly an error.</summary>
    public static IReadOnlyList<RiskRule> Certain() =>
    [
        new TradableQuantity(),
        new WholeLots(),
        new TradablePrices(),
        new KnownPrice(),
        new MinimumValue(),
    ];

    /// <summary>The rules that the limits ask for.</summary>
    public static IReadOnlyList<RiskRule> Configured(
        RiskLimits limits, MarketList markets, Account account, OrderStore book, Commission commission, Clock clock, TradingDay day)
    {
        RiskRule?[] rules =
        [
            limits.AllowedSymbols is { } symbols ? new AllowedSymbols(symbols) : null,
            limits.TradingHours ? new TradingHours(clock) : null,
            limits.MaxOrderQuantity is { } quantity ? new OrderQuantity(quantity) : null,
            limits.MaxOrderNotional is { } notional ? new OrderNotional(notional, account) : null,
            limits.PriceCollar is { } collar ? new PriceCollar(collar) : null,
            limits.AllowShort ? null : new ShortSelling(),
            limits.MaxPosition is { } position ? new PositionSize(position) : null,
            limits.MaxPositionValue is { } value ? new PositionValue(value, account) : null,
            limits.MaxGrossExposure is { } gross ? new GrossExposure(gross, markets, account) : null,
            limits.MaxNetExposure is { } net ? new NetExposure(net, markets, account) : null,
            limits.MaxOpenOrders is { } open ? new OpenOrders(open, book) : null,
            limits.MaxTradesPerDay is { } trades ? new TradesPerDay(trades, day) : null,
            limits.MaxOrdersPerMinute is { } rate ? new OrderRate(rate, clock) : null,
            limits.SellNextDay ? new NextDaySale(day) : null,
            limits.InitialMargin is { } margin ? new InitialMargin(margin, markets, account) : null,
            limits is { BuyingPower: true, InitialMargin: null } ? new BuyingPower(account, commission, clock) : null,
        ];
        return [.. rules.OfType<RiskRule>()];
    }
}
