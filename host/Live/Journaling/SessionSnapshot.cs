using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Journaling;

/// <summary>Where a session stands after the events that it has handled.</summary>
/// <param name="Handled">How many of its events have been handled for certain.</param>
/// <param name="Equity">Cash and the value of all positions, in the account's currency.</param>
/// <param name="Cash">Cash, in the account's currency.</param>
/// <param name="Positions">What is held.</param>
/// <param name="OpenOrders">The orders that can still fill, oldest first.</param>
public sealed record SessionSnapshot(int Handled, double Equity, double Cash, IReadOnlyList<StandingPosition> Positions,
    IReadOnlyList<StandingOrder> OpenOrders)
{
    /// <summary>Whether orders may leave for a broker; always true where they do not go to one.</summary>
    public bool IsArmed { get; init; } = true;

    /// <summary>Until when it is armed, UTC; null for as long as nobody disarms it.</summary>
    public DateTime? ArmedUntil { get; init; }

    /// <summary>Whether a person has halted trading.</summary>
    public bool IsHalted { get; init; }

    /// <summary>Whether positions are being closed.</summary>
    public bool IsFlattening { get; init; }

    /// <summary>The loss limit that keeps orders from passing, in a sentence; null for none.</summary>
    public string? Limit { get; init; }

    /// <summary>Why the strategy is not called any more, in a sentence; null while it is.</summary>
    public string? Fault { get; init; }

    /// <summary>In what the account does not agree with the broker; null when it does.</summary>
    public string? Mismatch { get; init; }

    /// <summary>When the newest price was true, UTC; null before the first.</summary>
    public DateTime? NewestPrice { get; init; }

    /// <summary>What is open, in words; null for nothing.</summary>
    public string? DescribeOpen()
    {
        string?[] open = [Counted(OpenOrders.Count, "working order"), Counted(Positions.Count, "position")];
        return open.OfType<string>().ToList() is { Count: > 0 } all ? string.Join(" and ", all) : null;
    }

    private static string? Counted(int count, string what) =>
        count == 0 ? null : FormattableString.Invariant($"{count} {what}{(count == 1 ? "" : "s")}");

    /// <summary>Where a session stands now.</summary>
    public static SessionSnapshot Of(int handled, LiveView view)
    {
        var held = view.Account.Portfolio.Positions.Where(p => !p.IsFlat).Select(StandingPosition.Of);
        return new SessionSnapshot(handled, view.Account.Equity, view.Account.Cash, [.. held],
            [.. view.OpenOrders.Select(StandingOrder.Of)])
        {
            IsArmed = view.Risk.IsArmed,
            ArmedUntil = view.ArmedUntil,
            IsHalted = view.Risk.IsHeld,
            IsFlattening = view.IsFlattening,
            Limit = view.Risk.State == RiskState.Active ? null : $"{view.Risk.Breaches[^1].Limit}: {view.Risk.Breaches[^1].Message}",
            Fault = view.Fault,
            Mismatch = view.Risk.Doubt,
            NewestPrice = view.NewestPrice,
        };
    }
}
