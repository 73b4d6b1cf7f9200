using static StrategyHost.OrderStatus;

namespace StrategyHost;

/// <summary>
/// The table of an order's life: which status may follow which. Whatever is not in it is a fault in whoever asks for
/// the move, and never happens silently.
/// </summary>
public static class OrderLife
{
    /// <summary>The statuses that may follow directly; empty for a status in which an order ends.</summary>
    public static ReadOnlySpan<OrderStatus> Next(OrderStatus status) => status switch
    {
        PendingSubmit => [Denied, Submitted, Cancelled],
        Submitted => [Accepted, Rejected, PartiallyFilled, Filled, Cancelled, Expired, PendingCancel],
        Accepted => [PartiallyFilled, Filled, PendingCancel, PendingReplace, Cancelled, Expired, Rejected],
        PartiallyFilled => [PartiallyFilled, Filled, PendingCancel, PendingReplace, Cancelled, Expired],
        PendingCancel => [Cancelled, Accepted, PartiallyFilled, Filled, Expired, Rejected],
        PendingReplace => [Accepted, PartiallyFilled, Filled, Cancelled, Expired, Rejected, PendingCancel],
        _ => [],
    };

    /// <summary>Whether <paramref name="to"/> may follow <paramref name="from"/>.</summary>
    public static bool Allows(OrderStatus from, OrderStatus to) => Next(from).Contains(to);

    /// <summary>Whether an order in this status can still fill.</summary>
    public static bool IsOpen(OrderStatus status) =>
        status is PendingSubmit or Submitted or Accepted or PartiallyFilled or PendingCancel or PendingReplace;
}
