using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;

namespace StrategyHost.Live.Sessions;

/// <summary>Tells what happens in a session to those who want to know: notices to people, points of an order's path, commands that are to
/// be acted on outside, and answers to those who gave them.</summary>
/// <param name="notices">Takes notices.</param>
/// <param name="answers">Answers commands.</param>
/// <param name="orderPath">Is told when an order passes a point of its path; null for nobody.</param>
internal sealed class SessionWatch(SessionNotices notices, CommandAnswers? answers, Action<OrderPathPoint, string>? orderPath)
{
    /// <summary>Is told each new command when it is durable; null for nobody.</summary>
    public Action<SessionCommand>? CommandTaken { get; set; }

    /// <summary>Events are durable now.</summary>
    public void Durable(IReadOnlyList<LiveEvent> taken, IReadOnlyList<PostedCommand> commands)
    {
        foreach (var posted in commands)
        {
            answers?.Expect(posted);
            CommandTaken?.Invoke(posted.Command);
        }

        foreach (var happened in taken)
        {
            if (happened.Broker is not { } said) continue;
            orderPath?.Invoke(OrderPathPoint.ReportDurable, "");
            notices.Tell(said);
        }
    }

    /// <summary>What the broker said is about to be handled.</summary>
    public void Handling() => orderPath?.Invoke(OrderPathPoint.Handling, "");

    /// <summary>Something is wanted of the broker, for the first time.</summary>
    public void Made(BrokerCommand command) => orderPath?.Invoke(OrderPathPoint.Made, command.ClientId);

    /// <summary>It is durable, and on its way.</summary>
    public void Sent(BrokerCommand command)
    {
        orderPath?.Invoke(OrderPathPoint.Durable, command.ClientId);
        notices.Tell(command);
    }

    /// <summary>An event was handled.</summary>
    /// <param name="view">The session.</param>
    /// <param name="happened">The event; null at the start.</param>
    /// <param name="isOld">Whether it was told before a restart.</param>
    public void Look(LiveView view, LiveEvent? happened, bool isOld)
    {
        notices.Look(view, isOld);
        answers?.Look(view, happened);
    }
}
