namespace StrategyHost.Plugins;

/// <summary>What a plugin's trading can do. The host refuses what it cannot before anything is sent.</summary>
public sealed record TradingCapabilities
{
    /// <summary>The order types that it takes.</summary>
    public required IReadOnlyList<OrderType> OrderTypes { get; init; }

    /// <summary>The times in force that it takes.</summary>
    public required IReadOnlyList<TimeInForceKind> TimesInForce { get; init; }

    /// <summary>Whether a working order's terms can be changed. The host ends it otherwise, and sends what is left of it again under
    /// another client id.</summary>
    public bool AmendsOrders { get; init; }

    /// <summary>Whether an order with a client id that was used before is refused. The host then sends an order again, under the same id,
    /// once it is sure that the broker does not have it.</summary>
    public bool RefusesDuplicateClientIds { get; init; }

    /// <summary>Whether reports come by themselves; the host asks for them otherwise.</summary>
    public bool StreamsReports { get; init; }

    /// <summary>Whether it takes orders that are rejected rather than take liquidity.</summary>
    public bool TakesPostOnly { get; init; }

    /// <summary>Whether it takes whole units only, whatever the instrument's lot is.</summary>
    public bool WholeUnits { get; init; }

    /// <summary>Whether what is not owned can be sold. The host refuses to sell more than the strategy holds otherwise.</summary>
    public bool SellsShort { get; init; } = true;

    /// <summary>Whether one order can turn a long position into a short one, or back. The host lets the part that closes pass alone
    /// otherwise.</summary>
    public bool TurnsPositions { get; init; } = true;

    /// <summary>Whether orders that are immediate-or-cancel or fill-or-kill must have a limit.</summary>
    public bool ImmediateNeedsLimit { get; init; }

    /// <summary>Whether what is bought is paid out of the cash that balances show, and what is sold short brings some; not so for
    /// futures.</summary>
    public bool PositionsCostCash { get; init; } = true;

    /// <summary>How many requests it takes in a second; 0 when that is not bounded.</summary>
    public int RequestsPerSecond { get; init; }

    /// <summary>How long to wait between two times of asking, where reports do not come by themselves.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);
}
