using StrategyHost.Engine.Runs;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>Whether a replayed session did again what it had done.</summary>
/// <param name="Session">The session's number.</param>
/// <param name="Events">How many events were handled.</param>
/// <param name="Orders">How many orders were made.</param>
/// <param name="Fills">How many fills were booked.</param>
/// <param name="Difference">The first thing that was different, recorded and replayed; null when everything was the same.</param>
public sealed record ReplayVerdict(long Session, int Events, int Orders, int Fills, (string Recorded, string Replayed)? Difference)
{
    internal static ReplayVerdict Of(long session, int events, IReadOnlyList<Outcome> recorded, BacktestResult result)
    {
        // Orders and fills are recorded each in their own order; what came first of an order and a fill is not compared.
        var orders = result.Orders.Select(Outcome.Of).ToList();
        var fills = result.Fills.Select(Outcome.Of).ToList();
        var difference = FirstDifference([.. recorded.Where(o => o.Kind == "order")], orders) ?? FirstDifference([.. recorded.Where(o => o.Kind == "fill")], fills);
        return new ReplayVerdict(session, events, orders.Count, fills.Count, difference);
    }

    /// <summary>A session that still runs may not have written its latest outcomes yet, so what is missing at the recorded end is no difference.</summary>
    private static (string, string)? FirstDifference(List<Outcome> recorded, List<Outcome> replayed)
    {
        for (int i = 0; i < recorded.Count; i++)
        {
            string now = i < replayed.Count ? replayed[i].Text : "nothing";
            if (recorded[i].Text != now) return (recorded[i].Text, now);
        }

        return null;
    }
}
