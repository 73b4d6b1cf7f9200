using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Live.Sessions;

/// <summary>Finds what kept a deployment from trading: orders that were refused, by what and how often, commands of people, limits that
/// were reached, and disagreement with the broker.</summary>
public static class Obstacles
{
    /// <summary>What kept it from trading.</summary>
    /// <param name="record">What came of it.</param>
    /// <param name="events">What happened in that time.</param>
    /// <param name="from">When that time began, UTC.</param>
    public static IReadOnlyList<Obstacle> Of(DeploymentResult record, IEnumerable<LiveEvent> events, DateTime from)
    {
        var found = new List<(string Kind, string Reason, DateTime Time)>();
        foreach (var order in record.Result.Orders.Where(o => o.Submitted >= from))
        {
            if (order.Denial is { } denial) found.Add(($"denied by the risk engine: {denial.Code}", denial.Message, order.Submitted));
            else if (order.Status == OrderStatus.Rejected)
                found.Add(("rejected by the venue", order.Reason ?? "no reason is known", order.Closed ?? order.Submitted));
        }

        found.AddRange(record.Result.Breaches.Where(b => b.Time >= from).Select(b => ($"limit reached: {b.Limit}", b.Message, b.Time)));
        foreach (var happened in events)
        {
            var time = happened.Received ?? happened.Time;
            if (happened.Command is { } command && NameOf(command) is { } name) found.Add((name, "a person, or the host, said so", time));
            if (happened.Broker is AccountMismatch { Difference: { } difference }) found.Add(("at odds with the broker", difference, time));
        }

        return
        [
            .. found.GroupBy(f => f.Kind).Select(g => new Obstacle(g.Key, g.MaxBy(f => f.Time).Reason, g.Count(), g.Min(f => f.Time),
                g.Max(f => f.Time))).OrderByDescending(o => o.Latest),
        ];
    }

    private static string? NameOf(SessionCommand command) => command switch
    {
        SessionCommand.Halt => "halted",
        SessionCommand.Flatten => "flattened",
        SessionCommand.Disarm => "disarmed",
        SessionCommand.Cancel => "working orders cancelled",
        _ => null,
    };
}
