using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Sessions;

/// <summary>What a session is told that is to close what it has open and then to end.</summary>
/// <param name="Command">The command.</param>
/// <param name="IsDone">Whether it has done so.</param>
internal sealed record SessionClosing(SessionCommand Command, Func<LiveView, bool> IsDone)
{
    /// <summary>What a session is told that is to be stopped.</summary>
    public static SessionClosing Of(StopMode mode) => mode == StopMode.Flatten
        ? new SessionClosing(SessionCommand.Flatten, view => !HasOrders(view) && view.Account.Portfolio.Positions.All(p => p.IsFlat))
        : new SessionClosing(SessionCommand.Halt, view => !HasOrders(view));

    private static bool HasOrders(LiveView view) => view.OpenOrders.Count > 0;
}
