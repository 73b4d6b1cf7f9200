namespace StrategyHost.Live.Brokers;

/// <summary>Limits for all deployments of an account together; null where there is none.</summary>
public sealed record AccountLimitSpec
{
    /// <summary>The largest position in a symbol, long or short, in units, if all open orders of one side fill.</summary>
    public decimal? MaxPosition { get; init; }

    /// <summary>The largest value of all positions, long and short ones added up, if all open orders of the order's side fill: in the
    /// account's currency, at the latest prices.</summary>
    public decimal? MaxExposure { get; init; }

    /// <summary>How much may be lost since midnight UTC, in the account's currency, at the latest prices.</summary>
    public decimal? MaxDailyLoss { get; init; }

    /// <summary>How many orders may be open at a time.</summary>
    public int? MaxOpenOrders { get; init; }

    /// <summary>How many orders may be sent within any minute.</summary>
    public int? MaxOrdersPerMinute { get; init; }
}
