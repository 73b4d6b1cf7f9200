namespace StrategyHost.Engine.Risk;

/// <summary>
/// What an account may do. Without configuration only what is certainly an error is refused: an unknown symbol, a
/// quantity or price that cannot be traded, an order before the first price, a buy that the cash cannot pay for.
/// Null means no limit.
/// </summary>
public sealed record RiskLimits
{
    /// <summary>The symbols that may be traded; null for every symbol of the run.</summary>
    public IReadOnlySet<string>? AllowedSymbols { get; init; }

    /// <summary>The largest quantity of one order, in units of the instrument.</summary>
    public decimal? MaxOrderQuantity { get; init; }

    /// <summary>The largest value of one order, in money or as a part of equity.</summary>
    public RiskAmount? MaxOrderNotional { get; init; }

    /// <summary>The largest position in one symbol, long or short, in units of the instrument.</summary>
    public decimal? MaxPosition { get; init; }

    /// <summary>The largest value of the position in one symbol, long or short, in money or as a part of equity.</summary>
    public RiskAmount? MaxPositionValue { get; init; }

    /// <summary>The largest sum of the absolute values of all positions, in money or as a part of equity.</summary>
    public RiskAmount? MaxGrossExposure { get; init; }

    /// <summary>The largest absolute value of long minus short positions, in money or as a part of equity.</summary>
    public RiskAmount? MaxNetExposure { get; init; }

    /// <summary>How many orders may work at a time.</summary>
    public int? MaxOpenOrders { get; init; }

    /// <summary>How many orders may be made within any minute.</summary>
    public int? MaxOrdersPerMinute { get; init; }

    /// <summary>How many fills a trading day may have.</summary>
    public int? MaxTradesPerDay { get; init; }

    /// <summary>The loss since the end of the previous trading day at which trading stops, in money or as a part of equity at that
    /// time.</summary>
    public RiskAmount? MaxDailyLoss { get; init; }

    /// <summary>The fall of equity from its peak at which trading stops, as a ratio of the peak.</summary>
    public decimal? MaxDrawdown { get; init; }

    /// <summary>How far a limit or stop price may be from the latest price, as a ratio of the latest price.</summary>
    public decimal? PriceCollar { get; init; }

    /// <summary>The part of a position's value that equity must cover when it is opened, as a ratio; null for a cash account.</summary>
    public decimal? InitialMargin { get; init; }

    /// <summary>The part of all positions' value that equity must cover at any time, as a ratio; below it everything is sold. Null for no
    /// margin calls.</summary>
    public decimal? MaintenanceMargin { get; init; }

    /// <summary>How many trading days the money of a sale takes until it can be spent.</summary>
    public int SettlementDays { get; init; }

    /// <summary>Whether what was bought today cannot be sold before tomorrow.</summary>
    public bool SellNextDay { get; init; }

    /// <summary>Whether a buy must be paid for with the cash at hand. A margin account asks for its margin instead.</summary>
    public bool BuyingPower { get; init; } = true;

    /// <summary>Whether positions below zero are permitted.</summary>
    public bool AllowShort { get; init; } = true;

    /// <summary>Whether orders are refused while the market is closed. An order at the instant of the close counts as inside.</summary>
    public bool TradingHours { get; init; }

    /// <summary>How far from a position's mean entry price it is closed at a loss, as a ratio; null for nowhere.</summary>
    public decimal? StopLoss { get; init; }

    /// <summary>How far from a position's mean entry price it is closed at a profit, as a ratio; null for nowhere.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>How many orders a venue may refuse within any minute before trading is halted; null for any number.</summary>
    public int? MaxRejectsPerMinute { get; init; }

    /// <summary>After how many losses in a row positions may only become smaller for a while; null for never.</summary>
    public int? LockAfterLosses { get; init; }

    /// <summary>How many minutes that lasts.</summary>
    public int LockMinutes { get; init; } = 60;

    /// <summary>What happens when a loss limit is reached.</summary>
    public BreachAction OnBreach { get; init; } = BreachAction.Reduce;
}
