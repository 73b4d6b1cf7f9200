using System.Globalization;

namespace StrategyHost.Engine.Risk;

/// <summary>Reads how risk limits are written on the command line and in configuration: <c>name=value</c>.</summary>
public static class RiskLimitSpec
{
    /// <summary>All limits by name, with what their values look like.</summary>
    public static IReadOnlyList<(string Name, string Values, string About)> Table { get; } =
    [
        ("allowed-symbols", "SPX,SYNA", "the symbols that may be traded"),
        ("max-order-quantity", "1000", "largest quantity of one order"),
        ("max-order-notional", "50000 or 25%", "largest value of one order"),
        ("max-position", "1000", "largest position in a symbol, long or short, in units"),
        ("max-position-value", "50000 or 25%", "largest value of the position in a symbol"),
        ("max-gross-exposure", "150000 or 150%", "largest sum of absolute position values"),
        ("max-net-exposure", "100000 or 100%", "largest absolute value of long minus short"),
        ("max-open-orders", "20", "orders that may work at a time"),
        ("max-orders-per-minute", "60", "orders that may be made within any minute"),
        ("max-trades-per-day", "50", "fills on a trading day"),
        ("max-daily-loss", "2000 or 2%", "loss since the previous trading day at which trading stops"),
        ("max-drawdown", "20%", "fall from the peak of equity at which trading stops"),
        ("price-collar", "5%", "how far a limit or stop may be from the latest price"),
        ("initial-margin", "50%", "part of a position's value that equity must cover when it is opened; makes it a margin account"),
        ("maintenance-margin", "25%", "part of all positions' value below which everything is sold"),
        ("settlement-days", "2", "trading days until the money of a sale can be spent"),
        ("sell-next-day", "on or off", "whether what was bought today cannot be sold today"),
        ("buying-power", "on or off", "whether a buy must be paid for with the cash at hand"),
        ("allow-short", "on or off", "whether positions below zero are permitted"),
        ("trading-hours", "on or off", "whether orders are refused while the market is closed"),
        ("stop-loss", "5%", "how far from its mean entry price a position is closed at a loss"),
        ("take-profit", "10%", "how far from its mean entry price a position is closed at a profit"),
        ("max-rejects-per-minute", "5", "orders that a venue may refuse within any minute before trading is halted"),
        ("lock-after-losses", "3", "losses in a row after which positions may only become smaller for a while"),
        ("lock-minutes", "60", "how many minutes that lasts"),
        ("on-breach", "reduce, halt or flatten", "what happens when a loss limit is reached"),
    ];

    /// <summary>The limits with one of them set.</summary>
    /// <exception cref="FormatException">There is no such limit, or the value is not one that it takes; the message says which.</exception>
    public static RiskLimits With(this RiskLimits limits, string name, string value) => name switch
    {
        "allowed-symbols" => limits with
        {
            AllowedSymbols =
                value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal)
        },
        "max-order-quantity" => limits with { MaxOrderQuantity = Number(name, value) },
        "max-order-notional" => limits with { MaxOrderNotional = Amount(name, value) },
        "max-position" => limits with { MaxPosition = Number(name, value) },
        "max-position-value" => limits with { MaxPositionValue = Amount(name, value) },
        "max-gross-exposure" => limits with { MaxGrossExposure = Amount(name, value) },
        "max-net-exposure" => limits with { MaxNetExposure = Amount(name, value) },
        "max-open-orders" => limits with { MaxOpenOrders = Count(name, value) },
        "max-orders-per-minute" => limits with { MaxOrdersPerMinute = Count(name, value) },
        "max-trades-per-day" => limits with { MaxTradesPerDay = Count(name, value) },
        "max-daily-loss" => limits with { MaxDailyLoss = Amount(name, value) },
        "max-drawdown" => limits with { MaxDrawdown = Ratio(name, value) },
        "price-collar" => limits with { PriceCollar = Ratio(name, value) },
        "initial-margin" => limits with { InitialMargin = Ratio(name, value) },
        "maintenance-margin" => limits with { MaintenanceMargin = Ratio(name, value) },
        "settlement-days" => limits with { SettlementDays = Count(name, value) is var days and <= 30 ? days : throw Wrong(name, value) },
        "sell-next-day" => limits with { SellNextDay = Switch(name, value) },
        "buying-power" => limits with { BuyingPower = Switch(name, value) },
        "allow-short" => limits with { AllowShort = Switch(name, value) },
        "trading-hours" => limits with { TradingHours = Switch(name, value) },
        "stop-loss" => limits with { StopLoss = Ratio(name, value) },
        "take-profit" => limits with { TakeProfit = Ratio(name, value) },
        "max-rejects-per-minute" => limits with { MaxRejectsPerMinute = Count(name, value) },
        "lock-after-losses" =>
            limits with { LockAfterLosses = Count(name, value) is var losses and > 0 ? losses : throw Wrong(name, value) },
        "lock-minutes" => limits with { LockMinutes = Count(name, value) },
        "on-breach" => limits with { OnBreach = Action(name, value) },
        _ => throw new FormatException($"There is no risk limit '{name}': the limits are {string.Join(", ", Table.Select(l => l.Name))}."),
    };

    private static decimal Number(string name, string value) => TryNumber(value) ?? throw Wrong(name, value);

    private static int Count(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : throw Wrong(name, value);

    private static decimal Ratio(string name, string value) =>
        value.EndsWith('%') && TryNumber(value[..^1]) is { } percent ? percent / 100 : throw Wrong(name, value);

    private static RiskAmount Amount(string name, string value) => value.EndsWith('%')
        ? new RiskAmount(Ratio(name, value), IsRatio: true)
        : new RiskAmount(Number(name, value), IsRatio: false);

    private static bool Switch(string name, string value) => value switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        _ => throw Wrong(name, value),
    };

    private static BreachAction Action(string name, string value) => value switch
    {
        "reduce" => BreachAction.Reduce,
        "halt" => BreachAction.Halt,
        "flatten" => BreachAction.Flatten,
        _ => throw Wrong(name, value),
    };

    private static decimal? TryNumber(string value) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            && number <= 1_000_000_000_000_000m
            ? number
            : null;

    private static FormatException Wrong(string name, string value) =>
        new($"The risk limit {name} cannot be '{value}': write {Table.First(l => l.Name == name).Values}.");
}
