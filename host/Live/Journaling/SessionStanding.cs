using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Journaling;

/// <summary>Where a session stands after the events that it has handled.</summary>
/// <param name="Handled">How many of its events have been handled for certain.</param>
/// <param name="Equity">Cash and the value of all positions, in the account's currency.</param>
/// <param name="Cash">Cash, in the account's currency.</param>
/// <param name="Positions">What is held.</param>
/// <param name="OpenOrders">The orders that can still fill, oldest first.</param>
public sealed record SessionStanding(int Handled, double Equity, double Cash, IReadOnlyList<StandingPosition> Positions, IReadOnlyList<StandingOrder> OpenOrders)
{
    /// <summary>A session that has handled nothing.</summary>
    public static SessionStanding None { get; } = new(0, 0, 0, [], []);

    /// <summary>Where a session stands now.</summary>
    public static SessionStanding Of(int handled, LiveView view)
    {
        var held = view.Account.Portfolio.Positions.Where(p => !p.IsFlat).Select(StandingPosition.Of);
        return new SessionStanding(handled, view.Account.Equity, view.Account.Cash, [.. held], [.. view.OpenOrders.Select(StandingOrder.Of)]);
    }
}
